import type { SeedOrder } from './types.js';

/** An order written by hand, because someone will look at it: whose, of what, how it ended. */
export interface ToldOrder extends Pick<SeedOrder, 'customer' | 'promotion' | 'state' | 'cancelledBy' | 'cancelReason' | 'returnRequest'> {
  /** Product, which of its variants (from 0), units. */
  lines: [product: string, variant: number, quantity: number][];
  /** Hours from now. */
  placed: number;
  /** Hours that staff took longer than usual. */
  lag?: number;
}

const student = (number: number) => `student${number}@mngshop.test`;
const buyer = (number: number) => `buyer${number}@mngshop.test`;

export const toldOrders: ToldOrder[] = [
  // student1, Seoul National: one order of nearly everything that can happen
  { customer: student(1), promotion: 'autumn-thinkpad', lines: [['lenovo-thinkpad-e14-gen6', 0, 1]], state: 'completed', placed: -930 },
  { customer: student(1), promotion: 'midterm-tablets', lines: [['ipad-a16', 0, 1]], state: 'delivered', placed: -400 },
  {
    customer: student(1),
    promotion: 'surface-hanyang',
    lines: [['surface-pro-11', 0, 1]],
    state: 'cancelled',
    placed: -180,
    cancelledBy: 'goal',
  },
  { customer: student(1), promotion: 'last-week-monitors', lines: [['dell-p2425h', 0, 1]], state: 'shipped', placed: -200, lag: 50 },
  { customer: student(1), promotion: 'quiet-library', lines: [['airpods-pro-2', 0, 1]], state: 'preparing', placed: -27 },
  { customer: student(1), promotion: 'gram-for-snu', lines: [['lg-gram-15-2025', 0, 1]], state: 'paid', placed: -60 },
  {
    customer: student(1),
    promotion: 'buds-together',
    lines: [['galaxy-buds3-pro', 1, 1]],
    state: 'cancelled',
    placed: -14,
    cancelledBy: 'customer',
    cancelReason: '다른 색으로 다시 고를게요.',
  },

  // returns
  {
    customer: student(2),
    promotion: 'midterm-tablets',
    lines: [['ipad-a16', 2, 1]],
    state: 'return_requested',
    placed: -380,
    returnRequest: { kind: 'change_of_mind', reason: '생각보다 화면이 작아요.', restock: true },
  },
  {
    customer: student(6),
    promotion: 'autumn-thinkpad',
    lines: [['lenovo-thinkpad-e14-gen6', 1, 1]],
    state: 'returned',
    placed: -860,
    returnRequest: { kind: 'defect', reason: '키보드 한 줄이 눌리지 않아요.', restock: false },
  },
  {
    customer: student(14),
    promotion: 'term-headphones',
    lines: [['sony-wh-ch520', 2, 1]],
    state: 'returned',
    placed: -700,
    returnRequest: { kind: 'change_of_mind', reason: '비슷한 헤드폰을 선물 받았어요.', restock: true },
  },

  // two products in one order, one of which missed its goal
  {
    customer: student(7),
    promotion: 'midterm-tablets',
    lines: [
      ['ipad-a16', 1, 1],
      ['ipad-mini-a17-pro', 2, 1],
    ],
    state: 'delivered',
    placed: -350,
  },
  {
    customer: student(10),
    promotion: 'midterm-tablets',
    lines: [['ipad-mini-a17-pro', 0, 1]],
    state: 'cancelled',
    placed: -330,
    cancelledBy: 'goal',
  },
  {
    customer: student(17),
    promotion: 'surface-hanyang',
    lines: [['surface-pro-11', 1, 1]],
    state: 'cancelled',
    placed: -150,
    cancelledBy: 'goal',
  },
  {
    customer: student(11),
    promotion: 'powerbank-recall',
    lines: [['anker-prime-20000', 0, 2]],
    state: 'cancelled',
    placed: -120,
    cancelledBy: 'promotion',
  },
  { customer: student(15), promotion: 'last-week-monitors', lines: [['dell-p2425h', 0, 2]], state: 'delivered', placed: -220 },
  { customer: student(19), promotion: 'last-week-monitors', lines: [['dell-p2425h', 0, 1]], state: 'paid', placed: -140, lag: 130 },

  // unpaid, run out, called off: none of these is ever counted
  { customer: buyer(1), promotion: 'macbook-air-autumn', lines: [['macbook-air-13-m4', 2, 1]], state: 'pending', placed: -0.05 },
  { customer: buyer(8), promotion: 'fingers-and-wrists', lines: [['logitech-lift', 0, 1]], state: 'pending', placed: -0.1 },
  { customer: buyer(27), promotion: 'gram-for-sinchon-anam', lines: [['lg-gram-15-2025', 1, 1]], state: 'pending', placed: -0.15 },
  { customer: buyer(14), promotion: 'desk-monitor-tonight', lines: [['lg-ultrafine-27up850n', 0, 1]], state: 'expired', placed: -31 },
  { customer: buyer(31), promotion: 'gram-for-snu', lines: [['lg-gram-pro-16-2025', 1, 1]], state: 'expired', placed: -19 },
  { customer: student(12), promotion: 'quiet-library', lines: [['sony-wh-1000xm5', 2, 1]], state: 'expired', placed: -52 },
  {
    customer: buyer(41),
    promotion: 'galaxy-book-lab',
    lines: [['galaxy-book5-pro-14', 2, 1]],
    state: 'cancelled',
    placed: -22,
    cancelledBy: 'customer',
    cancelReason: '용량을 바꿔서 다시 주문할게요.',
  },
  {
    customer: buyer(18),
    promotion: 'quiet-library',
    lines: [['sony-wh-1000xm5', 0, 1]],
    state: 'cancelled',
    placed: -80,
    cancelledBy: 'staff',
    cancelReason: '주소를 확인할 수 없어 고객과 통화한 뒤 취소했어요.',
  },
];
