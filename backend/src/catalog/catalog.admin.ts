import { z } from 'zod';
import { parseInput, recordNumber } from '../admin/action-input.js';
import { CATEGORY_LABELS } from '../admin/labels.js';
import type { ActionSpec, FormField, ResourceSpec } from '../admin/resource-spec.js';
import { archiveProduct } from './archive-product.js';
import { changeStock } from './change-stock.js';
import { Product } from './product.entity.js';
import { loadProductDetail, loadProductForm, ProductForm } from './product-form.admin.js';
import { ProductImage } from './product-image.entity.js';
import { saveProduct } from './save-product.js';
import { saveUniversity } from './save-university.js';
import { StockChange } from './stock-change.entity.js';
import { University } from './university.entity.js';
import { Variant } from './variant.entity.js';
import { VariantStock } from './variant-stock.entity.js';

const PRODUCT_ADVICE = '빠진 칸이나 숫자가 아닌 칸이 있어요. 옵션 조합의 SKU와 금액을 확인해 주세요.';

const createProduct: ActionSpec = {
  kind: 'resource',
  label: '상품 만들기',
  icon: 'Plus',
  needs: 'write',
  component: 'ProductForm',
  custom: { categories: CATEGORY_LABELS },
  run: async ({ ctx }, _ids, input) => {
    const { id } = await saveProduct(ctx, parseInput(ProductForm, input, PRODUCT_ADVICE));
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
  load: (visit, ids) => loadProductForm(visit, recordNumber(ids)),
  run: async ({ ctx }, ids, input) => {
    await saveProduct(ctx, { ...parseInput(ProductForm, input, PRODUCT_ADVICE), id: recordNumber(ids) });
    return { message: '상품을 저장했어요.' };
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
    const { reason } = parseInput(z.object({ reason: z.string().trim().max(200).optional() }), input, '사유는 200자까지 쓸 수 있어요.');
    await archiveProduct(ctx, { id: recordNumber(ids), reason });
    return { message: '판매를 종료했어요.' };
  },
};

const product: ResourceSpec = {
  entity: Product,
  access: 'products',
  label: '상품',
  menu: { group: '프로모션', icon: 'box' },
  title: 'name',
  properties: {
    id: { label: '번호' },
    name: { label: '이름' },
    brand: { label: '브랜드' },
    category: { label: '분류', format: 'tag', values: CATEGORY_LABELS },
    listPrice: { label: '시중가', format: 'won' },
    slug: { label: '주소 이름', match: 'prefix' },
    description: { label: '설명' },
    options: { label: '옵션', format: 'list' },
    specifications: { label: '사양', format: 'pairs' },
    createdAt: { label: '만든 때', format: 'time' },
    archivedAt: { label: '판매를 끝낸 때', format: 'time' },
  },
  list: ['name', 'brand', 'category', 'listPrice', 'options', 'createdAt', 'archivedAt'],
  filter: ['name', 'brand', 'category', 'slug', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
  detail: { component: 'ProductDetail', load: loadProductDetail },
  actions: { new: createProduct, edit: editProduct, archive },
};

const Delta = z.object({ delta: z.coerce.number().int().min(-100_000).max(100_000), reason: z.string().trim().min(2).max(200) });
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
    const { productId } = await ctx.db.manager.findOneByOrFail(Variant, { id: variantId });
    return {
      message: `창고 ${after.onHand}개, 팔 수 있는 재고 ${after.onHand - after.reserved}개예요.`,
      go: `/admin/resources/Product/records/${productId}/show`,
    };
  },
};

const variant: ResourceSpec = {
  entity: Variant,
  access: 'products',
  label: '옵션 조합',
  title: 'sku',
  properties: {
    id: { label: '번호' },
    productId: { label: '상품' },
    sku: { label: 'SKU', match: 'prefix' },
    options: { label: '옵션', format: 'options' },
    surcharge: { label: '추가금', format: 'won' },
    active: { label: '판매 중', format: 'yes' },
    position: { label: '순서', format: 'count' },
  },
  list: ['sku', 'productId', 'options', 'surcharge', 'active'],
  filter: ['sku', 'productId', 'active'],
  sort: { by: 'id', direction: 'desc' },
  actions: { stock },
};

const variantStock: ResourceSpec = {
  entity: VariantStock,
  access: 'products',
  label: '재고',
  title: 'variantId',
  properties: {
    variantId: { label: '옵션 조합' },
    onHand: { label: '창고 수량', format: 'count' },
    reserved: { label: '주문된 수량', format: 'count' },
  },
  list: ['variantId', 'onHand', 'reserved'],
  filter: ['variantId'],
  sort: { by: 'variantId', direction: 'desc' },
};

const stockChange: ResourceSpec = {
  entity: StockChange,
  access: 'stock_changes',
  label: '재고 기록',
  menu: { group: '기록', icon: 'layers' },
  title: 'reason',
  properties: {
    id: { label: '번호' },
    at: { label: '때', format: 'time' },
    variantId: { label: '옵션 조합' },
    delta: { label: '바뀐 수량', format: 'count' },
    reason: { label: '사유' },
    staffId: { label: '관리자' },
  },
  list: ['at', 'variantId', 'delta', 'reason', 'staffId'],
  filter: ['variantId', 'staffId', 'at'],
  sort: { by: 'at', direction: 'desc' },
};

const image: ResourceSpec = {
  entity: ProductImage,
  access: 'products',
  label: '상품 사진',
  title: 'alt',
  properties: {
    id: { label: '번호' },
    productId: { label: '상품' },
    name: { label: '파일', match: 'prefix' },
    alt: { label: '설명' },
    width: { label: '너비', format: 'count' },
    height: { label: '높이', format: 'count' },
    position: { label: '순서', format: 'count' },
  },
  list: ['productId', 'alt', 'width', 'height', 'position'],
  filter: ['productId'],
  sort: { by: 'id', direction: 'desc' },
};

const UNIVERSITY_FIELDS: readonly FormField[] = [
  { name: 'name', label: '이름', kind: 'text', required: true, maxLength: 80 },
  { name: 'nameEn', label: '영어 이름', kind: 'text', required: true, maxLength: 120 },
  {
    name: 'slug',
    label: '주소 이름',
    kind: 'text',
    required: true,
    maxLength: 80,
    help: '영어 소문자, 숫자, 하이픈. 만든 뒤에는 바꿀 수 없어요.',
  },
  { name: 'region', label: '지역', kind: 'text', required: true, maxLength: 20 },
  {
    name: 'mailDomains',
    label: '메일 도메인',
    kind: 'lines',
    help: '한 줄에 하나씩. 가입할 때 대학교를 찾기 쉽게 할 뿐, 재학을 증명하지 않아요.',
  },
  { name: 'active', label: '가입할 수 있음', kind: 'check' },
];
const UniversityForm = z.object({
  name: z.string().trim().max(80),
  nameEn: z.string().trim().max(120),
  slug: z.string().trim().max(80),
  region: z.string().trim().max(20),
  mailDomains: z.array(z.string().trim().max(120)).max(20),
  active: z.boolean(),
});
const universityForm = (question: string) =>
  ({ component: 'ActionForm', custom: { form: { question, fields: UNIVERSITY_FIELDS, submit: '저장' } } }) as const;

const createUniversity: ActionSpec = {
  kind: 'resource',
  label: '대학교 추가',
  icon: 'Plus',
  needs: 'write',
  ...universityForm('가입 화면에서 고를 수 있는 대학교를 추가해요.'),
  load: async () => ({ active: true, mailDomains: [] }),
  run: async ({ ctx }, _ids, input) => {
    const { id } = await saveUniversity(ctx, parseInput(UniversityForm, input, '빈 칸을 채워 주세요.'));
    return { message: '대학교를 추가했어요.', go: `/admin/resources/University/records/${id}/show` };
  },
};

const editUniversity: ActionSpec = {
  kind: 'record',
  label: '수정',
  icon: 'Edit',
  needs: 'write',
  ...universityForm('이름이 바뀌면 그 대학교 학생의 모든 화면에서 바뀌어요.'),
  load: async ({ ctx }, ids) => {
    const { name, nameEn, slug, region, mailDomains, active } = await ctx.db.manager.findOneByOrFail(University, { id: recordNumber(ids) });
    return { name, nameEn, slug, region, mailDomains, active };
  },
  run: async ({ ctx }, ids, input) => {
    await saveUniversity(ctx, { ...parseInput(UniversityForm, input, '빈 칸을 채워 주세요.'), id: recordNumber(ids) });
    return { message: '대학교를 저장했어요.' };
  },
};

const university: ResourceSpec = {
  entity: University,
  access: 'universities',
  label: '대학교',
  menu: { group: '프로모션', icon: 'school' },
  title: 'name',
  properties: {
    id: { label: '번호' },
    name: { label: '이름' },
    nameEn: { label: '영어 이름' },
    region: { label: '지역', match: 'exact' },
    slug: { label: '주소 이름', match: 'prefix' },
    mailDomains: { label: '메일 도메인', format: 'list' },
    active: { label: '가입할 수 있음', format: 'yes' },
  },
  list: ['name', 'nameEn', 'region', 'mailDomains', 'active'],
  filter: ['name', 'region', 'active'],
  sort: { by: 'name', direction: 'asc' },
  actions: { new: createUniversity, edit: editUniversity },
};

export const catalogResources = [product, university, variant, variantStock, stockChange, image] as const;
