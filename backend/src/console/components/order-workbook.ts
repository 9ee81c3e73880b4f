import type * as SheetJs from 'xlsx';
import { inKorea } from '../../kernel/rules/korean-time.js';
import type { ExportRow } from '../../contract/admin.js';
import { LINE_STATE_LABELS, ORDER_STATE_LABELS, PAYMENT_STATE_LABELS } from '../../words/ko.js';
import { cellText } from './cell-text.js';

type Cell = SheetJs.CellObject;
interface Column {
  head: string;
  width: number;
  cell: (row: ExportRow) => Cell;
}

// A text cell is typed `s`: a name that begins with "=" stays a name, and a phone keeps its zero.
const text = (value: string): Cell => ({ t: 's', v: cellText(value), z: '@' });
const won = (value: number): Cell => ({ t: 'n', v: value, z: '#,##0' });
const count = (value: number): Cell => ({ t: 'n', v: value, z: '0' });

// Excel knows no time zones: the clock in Korea is written as days since 1899-12-30.
function time(value: string | null): Cell {
  if (!value) return text('');
  return { t: 'n', v: inKorea(new Date(value)).getTime() / 86_400_000 + 25_569, z: 'yyyy-mm-dd hh:mm' };
}

const COLUMNS: readonly Column[] = [
  { head: '주문 번호', width: 28, cell: (row) => text(row.orderNumber) },
  { head: '주문 상태', width: 10, cell: (row) => text(ORDER_STATE_LABELS[row.state]) },
  { head: '결제 상태', width: 10, cell: (row) => text(PAYMENT_STATE_LABELS[row.paymentState]) },
  { head: '주문한 때', width: 16, cell: (row) => time(row.placedAt) },
  { head: '결제한 때', width: 16, cell: (row) => time(row.paidAt) },
  { head: '프로모션', width: 24, cell: (row) => text(row.promotion) },
  { head: '대학교', width: 16, cell: (row) => text(row.university) },
  { head: '주문한 사람', width: 10, cell: (row) => text(row.customerName) },
  { head: '주문한 사람 전화', width: 15, cell: (row) => text(row.customerPhone) },
  { head: '이메일', width: 24, cell: (row) => text(row.customerEmail) },
  { head: '상품', width: 24, cell: (row) => text(row.product) },
  { head: '옵션', width: 20, cell: (row) => text(row.options) },
  { head: '상품 상태', width: 10, cell: (row) => text(LINE_STATE_LABELS[row.lineState]) },
  { head: '수량', width: 6, cell: (row) => count(row.quantity) },
  { head: '단가 (원)', width: 12, cell: (row) => won(row.unitPrice) },
  { head: '금액 (원)', width: 12, cell: (row) => won(row.lineTotal) },
  { head: '돌려준 금액 (원)', width: 14, cell: (row) => won(row.refunded) },
  { head: '받는 사람', width: 10, cell: (row) => text(row.recipientName) },
  { head: '받는 사람 전화', width: 15, cell: (row) => text(row.recipientPhone) },
  { head: '우편번호', width: 8, cell: (row) => text(row.recipientPostcode) },
  { head: '주소', width: 36, cell: (row) => text(row.recipientAddress1) },
  { head: '상세 주소', width: 20, cell: (row) => text(row.recipientAddress2) },
  { head: '배송 메모', width: 20, cell: (row) => text(row.recipientMemo) },
  { head: '택배사', width: 12, cell: (row) => text(row.carrier) },
  { head: '송장 번호', width: 16, cell: (row) => text(row.trackingNumber) },
];

/** The order list as a workbook with one sheet, one row per ordered product. */
export function orderWorkbook(xlsx: typeof SheetJs, rows: readonly ExportRow[]): SheetJs.WorkBook {
  const sheet: SheetJs.WorkSheet = {};
  const at = (row: number, column: number) => xlsx.utils.encode_cell({ r: row, c: column });
  for (const [column, { head, cell }] of COLUMNS.entries()) {
    sheet[at(0, column)] = text(head);
    for (const [index, row] of rows.entries()) sheet[at(index + 1, column)] = cell(row);
  }
  const range = xlsx.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length, c: COLUMNS.length - 1 } });
  sheet['!ref'] = range;
  sheet['!autofilter'] = { ref: range };
  sheet['!cols'] = COLUMNS.map(({ width }) => ({ wch: width }));
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, '주문');
  return book;
}

/** `주문-20261122-1542.xlsx`, by the clock in Korea. */
export function workbookName(now: Date): string {
  const [day = '', clock = ''] = inKorea(now).toISOString().split('T');
  return `주문-${day.replaceAll('-', '')}-${clock.slice(0, 5).replace(':', '')}.xlsx`;
}
