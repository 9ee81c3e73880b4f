import { z } from 'zod';
import { openedVersion, parseInput, recordNumber } from '../kit/action-input.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import type { Visit } from '../kit/visit.js';
import { University } from '../../catalog/university.entity.js';
import { notFound } from '../../kernel/errors.js';
import { previewPromotion } from '../../promotions/preview-promotion.js';
import { Promotion } from '../../promotions/promotion.entity.js';
import { publishPromotion } from '../../promotions/publish-promotion.js';
import { universitiesOf } from '../../promotions/stored-promotion.js';

/** The preview as a student of the first university that it reaches, and every other that can be chosen. */
async function loadPreview({ ctx }: Visit, id: number) {
  const { manager } = ctx.db;
  const promotion = await manager.findOneBy(Promotion, { id });
  if (!promotion) throw notFound();
  const reached = new Set(await universitiesOf(manager, id));
  const rows = await manager.find(University, { where: { active: true }, select: { id: true, name: true }, order: { name: 'ASC' } });
  const universities = rows.map((row) => ({ id: row.id, name: row.name, reached: promotion.reachesAll || reached.has(row.id) }));
  const first = universities.find((one) => one.reached) ?? universities[0];
  if (!first) throw notFound();
  const { version, kind, state, opensAt, closesAt } = promotion;
  return {
    promotion: { version, kind, state, opensAt, closesAt },
    universities,
    universityId: first.id,
    preview: await previewPromotion(ctx, { id, universityId: first.id }),
  };
}
export type PreviewStart = Awaited<ReturnType<typeof loadPreview>>;

/** Reading only, and for everyone who may read promotions. */
export const preview: ActionSpec = {
  kind: 'record',
  label: '미리 보기',
  icon: 'Eye',
  needs: 'read',
  component: 'PromotionPreview',
  load: (visit, ids) => loadPreview(visit, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    const { universityId } = parseInput(z.object({ universityId: z.number().int() }), input, '대학교를 목록에서 골라 주세요.');
    return { message: '미리 보기예요.', data: await previewPromotion(ctx, { id: recordNumber(ids), universityId }) };
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
  load: async (visit, ids) => {
    const { promotion, preview: looked } = await loadPreview(visit, recordNumber(ids));
    return { version: promotion.version, findings: looked.findings };
  },
  run: async ({ ctx }, ids, input) => {
    const { version } = parseInput(z.object({ version: openedVersion }), input, '화면을 새로 열어 확인한 뒤 공개해 주세요.');
    await publishPromotion(ctx, { id: recordNumber(ids), version });
    return { message: '프로모션을 공개했어요.' };
  },
};
