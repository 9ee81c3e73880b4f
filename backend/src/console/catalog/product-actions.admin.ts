import { z } from 'zod';
import { formKey, openedVersion, parseInput, recordNumber, StaffReason } from '../kit/action-input.js';
import { CATEGORY_LABELS } from '../../words/ko.js';
import type { ActionSpec } from '../kit/resource-spec.js';
import { emptyLines } from '../../contract/common.js';
import { archiveProduct } from '../../promotions/archive-product.js';
import { changeStock } from '../../catalog/change-stock.js';
import { finishPictureUpload } from '../../catalog/finish-picture-upload.js';
import { FinishUpload, ProductForm } from './product-form.admin.js';
import { readProductForm, readProductIdOf } from '../../catalog/read-product.js';
import { saveProduct } from '../../catalog/save-product.js';
import { startPictureUpload } from '../../catalog/start-picture-upload.js';

const PRODUCT_ADVICE = '빠진 칸이나 숫자가 아닌 칸이 있어요. 옵션 조합의 SKU와 금액을 확인해 주세요.';

const createProduct: ActionSpec = {
  kind: 'resource',
  label: '상품 만들기',
  icon: 'Plus',
  needs: 'write',
  component: 'ProductForm',
  custom: { categories: CATEGORY_LABELS },
  run: async ({ ctx }, _ids, input) => {
    const { id } = await saveProduct(ctx, parseInput(ProductForm.extend({ formKey }), input, PRODUCT_ADVICE));
    return { message: '상품을 만들었어요.', go: `/admin/resources/Product/records/${id}/show` };
  },
};

const editProduct: ActionSpec = {
  kind: 'record',
  label: '수정',
  icon: 'Edit',
  needs: 'write',
  component: 'ProductForm',
  custom: { categories: CATEGORY_LABELS },
  load: ({ ctx }, ids) => readProductForm(ctx, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    await saveProduct(ctx, { ...parseInput(ProductForm.extend({ version: openedVersion }), input, PRODUCT_ADVICE), id: recordNumber(ids) });
    return { message: '상품을 저장했어요.' };
  },
};

/** Asked by the product form for each picture that is dropped on it, before and after the browser uploads it. */
const startUpload: ActionSpec = {
  kind: 'resource',
  label: '사진 올리기',
  icon: 'Image',
  needs: 'write',
  run: async ({ ctx }) => ({ message: '사진을 올릴 주소예요.', data: await startPictureUpload(ctx) }),
};

const finishUpload: ActionSpec = {
  kind: 'resource',
  label: '올린 사진 확인',
  icon: 'Image',
  needs: 'write',
  run: async ({ ctx }, _ids, input) => {
    const asked = parseInput(FinishUpload, input, '올린 사진을 찾지 못했어요. 사진을 다시 올려 주세요.');
    return { message: '사진을 올렸어요.', data: await finishPictureUpload(ctx, asked) };
  },
};

const archive: ActionSpec = {
  kind: 'record',
  label: '판매 종료',
  icon: 'Archive',
  needs: 'write',
  danger: true,
  component: 'ActionForm',
  drawer: true,
  custom: {
    form: {
      question: '이 상품을 더는 프로모션에 넣지 않아요. 이미 주문한 고객에게는 영향이 없어요.',
      fields: [{ name: 'reason', label: '사유', kind: 'text', maxLength: 200 }],
      submit: '판매 종료',
    },
  },
  visible: (product) => !product['archivedAt'],
  run: async ({ ctx }, ids, input) => {
    const { reason } = parseInput(z.object({ reason: emptyLines(200).optional() }), input, '사유는 200자까지 쓸 수 있어요.');
    await archiveProduct(ctx, { id: recordNumber(ids), reason });
    return { message: '판매를 종료했어요.' };
  },
};

const Delta = z.object({ delta: z.coerce.number().int().min(-100_000).max(100_000), reason: StaffReason, formKey });
const stock: ActionSpec = {
  kind: 'record',
  label: '재고 바꾸기',
  icon: 'Plus',
  needs: 'write',
  component: 'ActionForm',
  drawer: true,
  custom: {
    form: {
      question: '창고에 들어오거나 나간 수량만큼 더하거나 빼요.',
      fields: [
        { name: 'delta', label: '더하거나 뺄 수량', kind: 'number', required: true, help: '뺄 때는 -3처럼 적어 주세요.' },
        { name: 'reason', label: '사유', kind: 'text', required: true, maxLength: 200 },
      ],
      submit: '재고 바꾸기',
    },
  },
  run: async ({ ctx }, ids, input) => {
    const variantId = recordNumber(ids);
    const after = await changeStock(ctx, { variantId, ...parseInput(Delta, input, '수량은 정수로, 사유는 2자 이상 적어 주세요.') });
    return {
      message: `창고 ${after.onHand}개, 팔 수 있는 재고 ${after.onHand - after.reserved}개예요.`,
      go: `/admin/resources/Product/records/${await readProductIdOf(ctx, variantId)}/show`,
    };
  },
};

/** What staff do with a product and with one of its variants, each by its verb. */
export const productActions = { new: createProduct, edit: editProduct, startUpload, finishUpload, archive } as const;
export const variantActions = { stock } as const;
