import { describe, expect, it } from 'vitest';
import * as xlsx from 'xlsx';
import { toExportFilters } from './export-filters.js';
import type { ExportRow } from '../../contract/admin.js';
import { orderWorkbook, workbookName } from './order-workbook.js';

const ROW: ExportRow = {
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

const written = (row: ExportRow) => xlsx.write(orderWorkbook(xlsx, [row]), { type: 'buffer', bookType: 'xlsx' }) as Buffer;

function reopened() {
  const book = xlsx.read(written(ROW), { cellNF: true });
  const sheet = book.Sheets['주문']!;
  const heads = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1 })[0]!;
  const cell = (head: string) => sheet[xlsx.utils.encode_cell({ r: 1, c: heads.indexOf(head) })] as xlsx.CellObject;
  return { book, cell, heads };
}

/**
 * A cell of the first row as Excel shows it, out of the file's own XML: entities once, then OOXML's escapes once. SheetJS's
 * reader is no witness: it decodes both twice.
 */
function shownMemo(recipientMemo: string): { raw: string; shown: string } {
  const files = xlsx.CFB.read(written({ ...ROW, recipientMemo }), { type: 'buffer' });
  const xml = Buffer.from(xlsx.CFB.find(files, '/xl/worksheets/sheet1.xml')?.content as Uint8Array).toString('utf8');
  const address = xlsx.utils.encode_cell({ r: 1, c: reopened().heads.indexOf('배송 메모') });
  const raw = new RegExp(`<c r="${address}"[^>]*t="str"[^>]*><v[^>]*>([^<]*)</v>`).exec(xml)?.[1] ?? 'no such cell';
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  const text = raw.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');
  return { raw, shown: text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) };
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

  it.each([
    ['looks like an escape', 'a _x0041_ b', 'a _x0041_ b'],
    ['looks like two, in capitals', '_X000D_x0042_', '_X000D_x0042_'],
    ['looks like an escaped escape', '_x005F_x0041_', '_x005F_x0041_'],
    ['looks like half a pair', '_xD83D_', '_xD83D_'],
    ['almost looks like one', '_x041_ _x0041 x0041_', '_x041_ _x0041 x0041_'],
    ['has controls', '벨\u0007 널\u0000 끝\u007f\u0085', '벨 널 끝'],
    ['has noncharacters', '가\ufffe나\uffff다', '가나다'],
    ['has half a pair', '반쪽 \ud83d 글자', '반쪽 \ufffd 글자'],
    ['has lines of every kind', '하나\r\n둘\r셋\n넷\t다섯', '하나\n둘\n셋\n넷\t다섯'],
    ['has a pair and markup', '😀 <b>&amp;lt;</b>', '😀 <b>&amp;lt;</b>'],
  ])('holds a text that %s as people read it', (_, typed, read) => {
    expect(shownMemo(typed).shown).toBe(read);
  });

  it('escapes in the file itself what Excel would decode', () => {
    expect(shownMemo('_x0041_').raw).toBe('_x005F_x0041_');
  });

  it.each([
    ['plain', '가'.repeat(32_768)],
    ['escapes', '_x0041_'.repeat(5_000)],
    ['pairs', `a${'😀'.repeat(20_000)}`],
    ['as long as may be', '나'.repeat(32_767)],
  ])('cuts a cell that Excel could not open, and says so: %s', (how, typed) => {
    const { raw, shown: text } = shownMemo(typed);
    expect(raw.length).toBeLessThanOrEqual(32_767);
    expect(text.isWellFormed()).toBe(true);
    const said = /… \(너무 길어서 여기까지만 담았어요\)$/;
    expect(said.test(text)).toBe(how !== 'as long as may be');
    expect(typed.startsWith(text.replace(said, ''))).toBe(true);
  });

  it('is named by the clock in Korea', () => {
    expect(workbookName(new Date('2026-11-22T15:05:00.000Z'))).toBe('주문-20261123-0005.xlsx');
  });
});

describe('the filters of an export', () => {
  it('are those of the list, every one in the words of its address', () => {
    const search = '?filters.state=paid&filters.number=&filters.placedAt~~to=2026-11-30T14:59:00.000Z&filters.recipientName=김&page=2';
    expect(toExportFilters(search)).toEqual({ state: 'paid', 'placedAt~~to': '2026-11-30T14:59:00.000Z', recipientName: '김' });
  });
});
