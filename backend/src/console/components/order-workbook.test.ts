import { describe, expect, it } from 'vitest';
import * as xlsx from 'xlsx';
import { LINE_STATE_LABELS, ORDER_STATE_LABELS, PAYMENT_STATE_LABELS } from '../../words/labels.js';
import { toExportFilters } from './export-filters.js';
import { type OrderRow, orderWorkbook, workbookName } from './order-workbook.js';

const WORDS = { orderStates: ORDER_STATE_LABELS, paymentStates: PAYMENT_STATE_LABELS, lineStates: LINE_STATE_LABELS };
const ROW: OrderRow = {
  orderNumber: '20261122-7KQ2M4T9XW3HBCDE',
  state: 'paid',
  paymentState: 'paid',
  placedAt: '2026-11-22T06:42:00.000Z',
  paidAt: null,
  promotion: '누리북 같이 사기',
  university: '서울대학교',
  customerName: '=HYPERLINK("https://evil.example")',
  customerPhone: '01012345678',
  customerEmail: '+1@mngshop.test',
  recipientName: '@SUM(1)',
  recipientPhone: '0212345678',
  recipientPostcode: '01234',
  recipientAddress1: '-1+1',
  recipientAddress2: '',
  recipientMemo: '\t=1+1',
  product: '누리북 14',
  options: '색상: 검정',
  lineState: 'live',
  quantity: 2,
  unitPrice: 1_290_000,
  lineTotal: 2_580_000,
  refunded: 0,
  carrier: '',
  trackingNumber: '0012',
};

function reopened() {
  const bytes = xlsx.write(orderWorkbook(xlsx, [ROW], WORDS), { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  const book = xlsx.read(bytes, { cellNF: true });
  const sheet = book.Sheets['주문']!;
  const heads = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1 })[0]!;
  const cell = (head: string) => sheet[xlsx.utils.encode_cell({ r: 1, c: heads.indexOf(head) })] as xlsx.CellObject;
  return { book, cell, heads };
}

describe('the workbook of orders', () => {
  it('has one Korean sheet with Korean heads', () => {
    const { book, heads } = reopened();
    expect(book.SheetNames).toEqual(['주문']);
    expect(heads.slice(0, 3)).toEqual(['주문 번호', '주문 상태', '결제 상태']);
  });

  it('keeps phones, postcodes and numbers of orders and parcels as text', () => {
    const { cell } = reopened();
    expect(
      [cell('주문 번호'), cell('주문한 사람 전화'), cell('받는 사람 전화'), cell('우편번호'), cell('송장 번호')].map(({ t, v }) => [t, v]),
    ).toEqual([
      ['s', '20261122-7KQ2M4T9XW3HBCDE'],
      ['s', '01012345678'],
      ['s', '0212345678'],
      ['s', '01234'],
      ['s', '0012'],
    ]);
  });

  it('writes won as numbers that can be summed', () => {
    const { cell } = reopened();
    expect(cell('금액 (원)')).toMatchObject({ t: 'n', v: 2_580_000, z: '#,##0' });
  });

  it('writes times as dates of the clock in Korea', () => {
    const { cell } = reopened();
    expect(cell('주문한 때')).toMatchObject({ t: 'n', z: 'yyyy-mm-dd hh:mm' });
    expect(xlsx.SSF.format('yyyy-mm-dd hh:mm', cell('주문한 때').v)).toBe('2026-11-22 15:42');
  });

  it('has no formula, whatever a customer typed', () => {
    const { cell } = reopened();
    for (const head of ['주문한 사람', '이메일', '받는 사람', '주소', '배송 메모']) {
      expect([head, cell(head).t, cell(head).f]).toEqual([head, 's', undefined]);
    }
  });

  it('is named by the clock in Korea', () => {
    expect(workbookName(new Date('2026-11-22T15:05:00.000Z'))).toBe('주문-20261123-0005.xlsx');
  });
});

describe('the filters of an export', () => {
  it('are those of the list, and what an export cannot take is named', () => {
    const search =
      '?filters.state=paid&filters.number=20261122&filters.promotionId=7&filters.placedAt~~from=2026-11-01T00:00:00.000Z&filters.recipientName=김&page=2';
    expect(toExportFilters(search)).toEqual({
      filters: { state: 'paid', search: '20261122', promotionId: 7, placedFrom: '2026-11-01T00:00:00.000Z' },
      ignored: ['recipientName'],
    });
  });
});
