import { z } from 'zod';
import { openedVersion, parseInput, recordNumber } from '../kit/action-input.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import { previewPromotion } from '../../promotions/preview-promotion.js';
import { publishPromotion } from '../../promotions/publish-promotion.js';
import { readPreviewStart } from '../../promotions/read-preview-start.js';
import { toldFindings, toldPreview } from './told-preview.js';

/** Reading only, and for everyone who may read promotions. */
export const preview: ActionSpec = {
  kind: 'record',
  label: '미리 보기',
  icon: 'Eye',
  needs: 'read',
  component: 'PromotionPreview',
  load: async ({ ctx }, ids) => {
    const { preview: looked, ...start } = await readPreviewStart(ctx, recordNumber(ids));
    return { ...start, preview: toldPreview(looked) };
  },
  run: async ({ ctx }, ids, input) => {
    const { universityId } = parseInput(z.object({ universityId: z.number().int() }), input, '대학교를 목록에서 골라 주세요.');
    return { message: '미리 보기예요.', data: toldPreview(await previewPromotion(ctx, { id: recordNumber(ids), universityId })) };
  },
};

/** Publishing begins with what speaks against it. */
export const publish: ActionSpec = {
  kind: 'record',
  label: '공개하기',
  icon: 'Send',
  needs: 'write',
  primary: true,
  component: 'PublishForm',
  drawer: true,
  visible: (promotion) => promotion['state'] === 'draft',
  load: async ({ ctx }, ids) => {
    const { promotion, preview: looked } = await readPreviewStart(ctx, recordNumber(ids));
    return { version: promotion.version, findings: looked.findings && toldFindings(looked.findings) };
  },
  run: async ({ ctx }, ids, input) => {
    const { version } = parseInput(z.object({ version: openedVersion }), input, '화면을 새로 열어 확인한 뒤 공개해 주세요.');
    await publishPromotion(ctx, { id: recordNumber(ids), version });
    return { message: '프로모션을 공개했어요.' };
  },
};
