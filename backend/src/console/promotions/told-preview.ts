import { tellFields, type ToldField } from '../../kernel/tell-refusal.js';
import type { PromotionPreview } from '../../promotions/preview-promotion.js';
import type { PreviewStart } from '../../promotions/read-preview-start.js';
import type { PublishFindings } from '../../promotions/rules/publish-findings.js';

/** What speaks against publishing, in sentences. */
export type ToldFindings = Record<keyof PublishFindings, ToldField[]>;

export const toldFindings = ({ errors, overlaps, warnings }: PublishFindings): ToldFindings => ({
  errors: tellFields(errors),
  overlaps: tellFields(overlaps),
  warnings: tellFields(warnings),
});

export type ToldPreview = Omit<PromotionPreview, 'findings'> & { findings: ToldFindings | null };

export type ToldPreviewStart = Omit<PreviewStart, 'preview'> & { preview: ToldPreview };

export const toldPreview = ({ findings, ...preview }: PromotionPreview): ToldPreview => ({
  ...preview,
  findings: findings && toldFindings(findings),
});
