import { type ActionProps, useNotice } from 'adminjs';
import { type FormEvent, useState } from 'react';
import { type Answer, request } from './call.js';
import { toExportFilters } from './export-filters.js';
import { digits } from './format.js';
import { labelOf } from './labels-of.js';
import { type OrderRow, orderWorkbook, type Words, workbookName } from './order-workbook.js';
import { Refusal } from './Refusal.js';

/** Downloads the orders that the list's filters match as a workbook, made here in the browser. The reason goes into the access log. */
export function ExcelExport({ action, resource }: ActionProps) {
  const notice = useNotice();
  const [reason, setReason] = useState('');
  const [got, setGot] = useState<number>();
  const [refusal, setRefusal] = useState<Answer>();
  const { filters, ignored } = toExportFilters(location.search);
  const named = ignored.map((path) => labelOf(resource.id, path)).join(', ');

  const download = async () => {
    setRefusal(undefined);
    setGot(0);
    const rows = await readAll(reason, filters, setGot);
    setGot(undefined);
    if (!Array.isArray(rows)) return setRefusal(rows);
    window.XLSX.writeFile(orderWorkbook(window.XLSX, rows, action.custom as Words), workbookName(new Date()), { compression: true });
    notice({ type: 'success', message: `${digits(rows.length)}줄을 Excel로 내려받았어요.` });
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void download();
  };
  return (
    <form className="mng-form" onSubmit={send}>
      <h2 className="mng-form-title">주문을 Excel로 내려받기</h2>
      <p>
        {Object.keys(filters).length > 0
          ? '목록에 걸린 조건에 맞는 주문만 담아요.'
          : '모든 주문을 담아요. 목록에서 필터를 걸면 그 조건만 담아요.'}
      </p>
      {named && <p className="mng-note">이 조건은 Excel에 쓸 수 없어 빼고 담아요: {named}</p>}
      <div className="mng-input">
        <label htmlFor="mng-reason">내려받는 이유</label>
        <input
          id="mng-reason"
          required
          minLength={2}
          maxLength={200}
          value={reason}
          aria-describedby="mng-reason-help"
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="mng-help" id="mng-reason-help">
          고객의 이름, 전화, 주소가 들어 있어요. 누가 왜 내려받았는지 접근 기록에 남아요.
        </p>
      </div>
      <Refusal answer={refusal} />
      <div className="mng-actions">
        <button type="submit" className="mng-button" disabled={got !== undefined}>
          {got === undefined ? 'Excel 내려받기' : `${digits(got)}줄 받았어요`}
        </button>
      </div>
    </form>
  );
}

async function readAll(reason: string, filters: object, onProgress: (rows: number) => void): Promise<OrderRow[] | Answer> {
  const started = await request('/api/admin/exports', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ reason, filters }),
  });
  if (!started.ok) return started;
  const { id } = started as unknown as { id: string };
  const rows: OrderRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await request(`/api/admin/orders?${new URLSearchParams({ export: id, ...(cursor ? { cursor } : {}) }).toString()}`, {
      method: 'GET',
    });
    if (!page.ok) return page;
    const { rows: more, nextCursor } = page as unknown as { rows: OrderRow[]; nextCursor: string | null };
    rows.push(...more);
    onProgress(rows.length);
    cursor = nextCursor;
  }
  return rows;
}
