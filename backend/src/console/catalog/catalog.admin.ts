import { CATEGORY_LABELS } from '../../words/ko.js';
import type { ResourceSpec } from '../kit/resource-spec.js';
import { Product } from '../../catalog/product.entity.js';
import { productActions, variantActions } from './product-actions.admin.js';
import { readProductDetail } from '../../catalog/read-product.js';
import { ProductImage } from '../../catalog/product-image.entity.js';
import { StockChange } from '../../catalog/stock-change.entity.js';
import { University } from '../../catalog/university.entity.js';
import { universityActions } from './university-actions.admin.js';
import { Variant } from '../../catalog/variant.entity.js';
import { VariantStock } from '../../holds/variant-stock.entity.js';

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
    slug: { label: '주소 이름', match: 'prefix', code: true },
    description: { label: '설명' },
    options: { label: '옵션', format: 'list' },
    specifications: { label: '사양', format: 'pairs' },
    createdAt: { label: '만든 때', format: 'time' },
    archivedAt: { label: '판매를 끝낸 때', format: 'time' },
  },
  list: ['name', 'brand', 'category', 'listPrice', 'options', 'archivedAt'],
  filter: ['name', 'brand', 'category', 'slug', 'createdAt'],
  sort: { by: 'createdAt', direction: 'desc' },
  detail: { component: 'ProductDetail', load: ({ ctx }, id) => readProductDetail(ctx, Number(id)) },
  actions: productActions,
};

const variant: ResourceSpec = {
  entity: Variant,
  access: 'products',
  label: '옵션 조합',
  title: 'sku',
  properties: {
    id: { label: '번호' },
    productId: { label: '상품' },
    sku: { label: 'SKU', match: 'prefix', code: true },
    options: { label: '옵션', format: 'options' },
    surcharge: { label: '추가금', format: 'won' },
    active: { label: '판매 중', format: 'yes' },
    position: { label: '순서', format: 'count' },
  },
  list: ['sku', 'productId', 'options', 'surcharge', 'active'],
  filter: ['sku', 'productId', 'active'],
  sort: { by: 'id', direction: 'desc' },
  actions: variantActions,
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
    reason: { label: '사유', personal: 'hidden' },
    staffId: { label: '관리자' },
  },
  list: ['at', 'variantId', 'delta', 'reason', 'staffId'],
  filter: ['variantId', 'staffId', 'at'],
  sort: { by: 'at', direction: 'desc' },
  sortable: ['variantId'],
};

const image: ResourceSpec = {
  entity: ProductImage,
  access: 'products',
  label: '상품 사진',
  title: 'alt',
  properties: {
    id: { label: '번호' },
    productId: { label: '상품' },
    name: { label: '파일', match: 'prefix', code: true },
    alt: { label: '설명' },
    width: { label: '너비', format: 'count' },
    height: { label: '높이', format: 'count' },
    position: { label: '순서', format: 'count' },
  },
  list: ['productId', 'alt', 'width', 'height', 'position'],
  filter: ['productId'],
  sort: { by: 'id', direction: 'desc' },
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
    slug: { label: '주소 이름', match: 'prefix', code: true },
    mailDomains: { label: '메일 도메인', format: 'list' },
    active: { label: '가입할 수 있음', format: 'yes' },
  },
  list: ['name', 'nameEn', 'region', 'mailDomains', 'active'],
  filter: ['name', 'region', 'active'],
  sort: { by: 'name', direction: 'asc' },
  actions: universityActions,
};

export const catalogResources = [product, university, variant, variantStock, stockChange, image] as const;
