import type { SceneName } from '../scenes/scenes.js';
import type { Tint } from '../scenes/tints.js';

export type Region =
  | '서울'
  | '경기'
  | '인천'
  | '강원'
  | '대전'
  | '세종'
  | '충북'
  | '충남'
  | '광주'
  | '전북'
  | '전남'
  | '대구'
  | '경북'
  | '부산'
  | '울산'
  | '경남'
  | '제주';

export interface SeedUniversity {
  slug: string;
  /** The official Korean name. */
  name: string;
  nameEn: string;
  /** Mail domains of its students or of the university itself; empty where we are not sure. */
  mailDomains: string[];
  region: Region;
}

type Category = 'laptop' | 'tablet' | 'monitor' | 'keyboard' | 'earphones' | 'bag' | 'accessory';

export interface SeedVariant {
  /** Unique over the whole catalogue. */
  sku: string;
  /** One value per axis; empty for a product without axes. */
  options: Record<string, string>;
  /** Won on top of the offer's price. */
  surcharge: number;
  /** Units in the warehouse before the seeded orders; shipping takes them away. */
  onHand: number;
}

/** A drawing: equal scenes with equal tints are one file. */
export interface SeedPicture {
  scene: SceneName;
  tint: Tint;
  /** What it shows, in Korean. */
  alt: string;
}

export interface SeedProduct {
  slug: string;
  name: string;
  brand: string;
  category: Category;
  /** 해요체, two to four sentences. */
  description: string;
  specifications: { name: string; value: string }[];
  /** Won in ordinary shops, for the variant without surcharge. */
  listPrice: number;
  options: { name: string; values: string[] }[];
  variants: SeedVariant[];
  /** One to three; the first is the product's face. */
  pictures: SeedPicture[];
}

interface SeedTier {
  fromQuantity: number;
  /** Won. */
  unitPrice: number;
}

export interface SeedOffer {
  /** A product's slug. */
  product: string;
  tiers: SeedTier[];
  goalQuantity: number | null;
  capQuantity: number | null;
  perCustomerLimit: number;
  /** Units paid and not cancelled: now while it is open, else when it closed or was called off. planOrders() reaches it exactly. */
  sold: number;
}

/** Where the seed leaves a promotion. Scheduled and open are both stored as published. */
type SeedPromotionState = 'draft' | 'scheduled' | 'open' | 'settled' | 'failed' | 'cancelled';

export interface SeedPromotion {
  slug: string;
  kind: 'group_buy' | 'sale';
  title: string;
  summary: string;
  /** Slugs of universities, or all of them. */
  universities: 'all' | string[];
  /** Hours from now, negative for the past. */
  opensInHours: number;
  closesInHours: number;
  state: SeedPromotionState;
  offers: SeedOffer[];
  /** When and why staff cancelled it, for a cancelled one. */
  cancelled?: { inHours: number; reason: string };
}

export interface SeedAddress {
  postcode: string;
  address1: string;
  address2: string;
  memo: string;
}

export interface SeedCustomer {
  email: string;
  name: string;
  /** Digits only; 010-0000 is not given to anyone. */
  phone: string;
  university: string;
  address: SeedAddress;
  consents: { marketingSms: boolean; nightSms: boolean };
  /** Hours from now when the account was made: before every order of theirs. */
  joinedInHours: number;
}

export interface SeedStaff {
  email: string;
  name: string;
  role: 'owner' | 'manager' | 'fulfilment' | 'support' | 'viewer';
}

export type SeedOrderState =
  'pending' | 'paid' | 'preparing' | 'shipped' | 'delivered' | 'completed' | 'expired' | 'cancelled' | 'return_requested' | 'returned';

/** When each step was taken, in hours from now (all ≤ 0). A step that is missing was not taken. */
export interface SeedOrderTimes {
  placed: number;
  paid?: number;
  preparing?: number;
  shipped?: number;
  delivered?: number;
  completed?: number;
  expired?: number;
  cancelled?: number;
  returnRequested?: number;
  returned?: number;
}

export interface SeedOrder {
  /** A customer's e-mail. */
  customer: string;
  /** A promotion's slug. */
  promotion: string;
  lines: { product: string; sku: string; quantity: number }[];
  /** Where it ends, after settlement and cancellation of its promotion. */
  state: SeedOrderState;
  times: SeedOrderTimes;
  /** Set when cancelled: 'goal' and 'promotion' follow by themselves from settling and from cancelling the promotion. */
  cancelledBy?: 'customer' | 'staff' | 'goal' | 'promotion';
  cancelReason?: string;
  /** Set from shipped on. */
  shipment?: { carrier: string; trackingNumber: string };
  /** Set for return_requested and returned. */
  returnRequest?: { kind: 'change_of_mind' | 'defect'; reason: string; restock: boolean };
}
