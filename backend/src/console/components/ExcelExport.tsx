import { type ActionProps, useNotice } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { type Answer, request } from './call.js';
import { toExportFilters } from './export-filters.js';
import { digits } from './format.js';
import type { ExportRow } from '../../contract/admin.js';
import { orderWorkbook, workbookName } from './order-workbook.js';
import { Refusal } from './Refusal.js';
import { TextInput } from './TextInput.js';

/**
 * Downloads the orders that the list's filters match, or the one whose page it stands on, as a workbook made here in the browser.
 * The reason goes into the access log.
 */
export function ExcelExport({ record }: ActionProps) {
  const notice = useNotice();
  const [reason, setReason] = useState('');
  const [got, setGot] = useState<number>();
  const [refusal, setRefusal] = useState<Answer>();
  const number = record?.params['number'] as string | undefined;
  const filters: Record<string, string> = record ? { number: number ?? '-' } : toExportFilters(location.search);

  const download = async () => {
    setRefusal(undefined);
    setGot(0);
    const rows = await readAll(reason, filters, setGot);
    setGot(undefined);
    if (!Array.isArray(rows)) return setRefusal(rows);
    save(rows);
    notice({ type: 'success', message: `${digits(rows.length)}줄을 Excel로 내려받았어요.` });
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void download();
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">주문을 Excel로 내려받기</h2>
      <p>{whatIsIn(number, filters)}</p>
      <TextInput
        label="내려받는 이유"
        kind="text"
        required
        minLength={2}
        maxLength={200}
        help="고객의 이름, 전화, 주소가 들어 있어요. 누가 왜 내려받았는지 접근 기록에 남아요."
        value={reason}
        onChange={setReason}
      />
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={got !== undefined}>
          {got === undefined ? 'Excel 내려받기' : `${digits(got)}줄 받았어요`}
        </button>
      </div>
    </form>
  );
}

function save(rows: readonly ExportRow[]): void {
  window.XLSX.writeFile(orderWorkbook(window.XLSX, rows), workbookName(new Date()), { compression: true });
}

function whatIsIn(number: string | undefined, filters: object): string {
  if (number) return `주문 ${number} 하나만 담아요.`;
  return Object.keys(filters).length > 0
    ? '목록에 걸린 조건에 맞는 주문만 담아요.'
    : '모든 주문을 담아요. 목록에서 필터를 걸면 그 조건만 담아요.';
}

async function readAll(reason: string, filters: object, onProgress: (rows: number) => void): Promise<ExportRow[] | Answer> {
  const started = await request('/api/admin/exports', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ reason, filters }),
  });
  if (!started.ok) return started;
  const { id } = started as unknown as { id: string };
  const rows: ExportRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await request(`/api/admin/orders?${new URLSearchParams({ export: id, ...(cursor ? { cursor } : {}) }).toString()}`, {
      method: 'GET',
    });
    if (!page.ok) return page;
    const { rows: more, nextCursor } = page as unknown as { rows: ExportRow[]; nextCursor: string | null };
    rows.push(...more);
    onProgress(rows.length);
    cursor = nextCursor;
  }
  return rows;
}
