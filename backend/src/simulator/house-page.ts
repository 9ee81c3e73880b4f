import { KOREA } from '../kernel/rules/korean-time.js';
import { FAULT_KINDS } from './faults.js';
import { KIND_NAMES, TARGET_NAMES } from './fault-names.js';
import type { Fault, FaultKind, FaultTarget } from './faults.js';
import type { Html } from './html.js';
import { html } from './html.js';
import { listMessages } from './messages.routes.js';
import type { SentMessage } from './messages.routes.js';
import type { Outside } from './outside.js';
import { won } from './page.js';
import { STATUS_NAMES, cancelsOf, listReceipts, methodName } from './receipts.js';
import type { ReceiptRow } from './receipts.js';
import type { WebhookRow } from './webhooks.js';

const SHOWN = 100;

/** Everything that left the house, newest first. */
export function houseBody(base: string, { store, webhooks, faults }: Outside): Html {
  const receipts = listReceipts(store, SHOWN).map((row) => receiptCard(row, cancelsOf(store, row.receipt_id).length));
  const sections = [
    section('sms', '문자', listMessages(store, 'sms', SHOWN).map(messageCard), '아직 보낸 문자가 없어요.'),
    section('slack', 'Slack', listMessages(store, 'slack', SHOWN).map(messageCard), '아직 Slack에 쓴 글이 없어요.'),
    section('payments', '결제', receipts, '아직 결제가 없어요. 상점에서 주문하고 결제창을 열어 보세요.'),
    section(
      'webhooks',
      '웹훅',
      webhooks.list(SHOWN).map((row) => webhookCard(base, row)),
      '아직 보낸 웹훅이 없어요.',
    ),
    section('planned', '계획한 문제', faults.list().map(faultCard), '계획한 문제가 없어요. 모두 제대로 움직여요.'),
  ];
  return html`<body class="house">
    <p class="ribbon" role="note"><b>가상 바깥세상</b> 여기 있는 것은 실제로 보내지거나 결제되지 않았어요.</p>
    <header class="top">
      <h1>집 밖으로 나간 것들</h1>
      <p class="small soft" id="state" role="status">2초마다 새로 고쳐요</p>
      <nav aria-label="이 쪽의 차례">
        <a href="#sms">문자</a><a href="#slack">Slack</a><a href="#payments">결제</a><a href="#webhooks">웹훅</a><a href="#planned">문제</a>
      </nav>
    </header>
    <main class="columns">${sections} ${faultForm(base)}</main>
  </body>`;
}

function section(id: string, title: string, cards: Html[], empty: string): Html {
  const content =
    cards.length > 0
      ? html`<ul class="cards">
          ${cards}
        </ul>`
      : html`<p class="empty soft">${empty}</p>`;
  return html`<section id="${id}" data-live>
    <h2>${title} <span class="count">${cards.length}</span></h2>
    ${content}
  </section>`;
}

function messageCard({ to, text, note, sentAt }: SentMessage): Html {
  const phone = to?.replace(/^(\d{3})(\d{3,4})(\d{4})$/, '$1-$2-$3') ?? '#채널';
  return html`<li class="card">
    <p class="small soft"><b>${phone}</b> ${time(Date.parse(sentAt))} ${note}</p>
    <p class="text">${text}</p>
  </li>`;
}

function receiptCard(row: ReceiptRow, cancels: number): Html {
  const cancelled = row.cancelled_price > 0 && html`<p class="small">돌려준 금액 ${won(row.cancelled_price)} (${cancels}번)</p>`;
  return html`<li class="card">
    <p class="row"><b>${row.order_name}</b>${won(row.price)}</p>
    <p class="small soft">${row.order_id} · ${methodName(row.method)} · ${time(row.requested_at)}</p>
    <p><span class="chip ${tone(row.status)}">${row.status} ${STATUS_NAMES[row.status] ?? '알 수 없음'}</span></p>
    ${cancelled}
    <p class="small soft code">${row.receipt_id}</p>
  </li>`;
}

function tone(status: number): string {
  if (status === 1) return 'success';
  return status < 0 ? 'danger' : status === 20 ? '' : 'warning';
}

const WEBHOOK_STATES: Record<string, [string, string]> = {
  waiting: ['보내는 중', 'warning'],
  held: ['붙잡아 둠', 'warning'],
  delivered: ['전달됨', 'success'],
  given_up: ['포기함', 'danger'],
  swallowed: ['보내지 않음', 'danger'],
};

function webhookCard(base: string, row: WebhookRow): Html {
  const [label, colour] = WEBHOOK_STATES[row.state] ?? [row.state, ''];
  return html`<li class="card">
    <p class="row"><b class="code">${row.type}</b><span class="chip ${colour}">${label}</span></p>
    <p class="small soft">${time(row.created_at)} · ${row.attempts}번 시도 ${row.note}</p>
    <p class="small soft code">${row.receipt_id}${row.answer === null ? '' : ` → ${row.answer}`}</p>
    <form method="post" action="${base}/webhooks/${row.n}/deliveries"><button class="btn slim">다시 보내기</button></form>
  </li>`;
}

function faultCard(fault: Fault): Html {
  const details = [
    fault.probability === null ? null : `확률 ${Math.round(fault.probability * 100)}%`,
    fault.times === null ? '계속' : `${fault.times}번 남음`,
    fault.orderId && `주문 ${fault.orderId}`,
    fault.receiptId && `영수증 ${fault.receiptId}`,
    fault.delayMs === null ? null : `${fault.delayMs}ms`,
    fault.value && `값 ${fault.value}`,
  ];
  return html`<li class="card">
    <p><b>${TARGET_NAMES[fault.on]} · ${KIND_NAMES[fault.kind]}</b> <span class="code soft">${fault.kind}</span></p>
    <p class="small soft">${details.filter(Boolean).join(' · ')}</p>
  </li>`;
}

function faultForm(base: string): Html {
  const targets = Object.entries(FAULT_KINDS) as [FaultTarget, readonly FaultKind[]][];
  return html`<section id="plan">
    <h2>문제 만들기</h2>
    <form class="card fields" method="post" action="${base}/faults">
      <label
        >어디에서
        <select id="fault-on" name="on">
          ${targets.map(([on]) => html`<option value="${on}">${TARGET_NAMES[on]}</option>`)}
        </select></label
      >
      <label
        >무엇이
        <select id="fault-kind" name="kind">
          ${targets.map(([on, kinds]) => html`<optgroup label="${on}">${kinds.map((kind) => html`<option value="${kind}">${KIND_NAMES[kind]}</option>`)}</optgroup>`)}
        </select>
      </label>
      <label>몇 번 <input name="times" type="number" min="1" value="1" /></label>
      <label>주문번호 <input name="orderId" placeholder="모든 주문" /></label>
      <label>늦추기 (ms) <input name="delayMs" type="number" min="0" /></label>
      <label>값 <input name="value" placeholder="상태, 금액, 오류 코드" /></label>
      <button class="btn primary">계획하기</button>
    </form>
    <div class="row">
      <form method="post" action="${base}/clearings">
        <input type="hidden" name="what" value="faults" /><button class="btn slim">문제 모두 지우기</button>
      </form>
      <form method="post" action="${base}/clearings">
        <input type="hidden" name="what" value="everything" /><button class="btn slim danger">기록까지 모두 지우기</button>
      </form>
    </div>
  </section>`;
}

const CLOCK = new Intl.DateTimeFormat('ko-KR', {
  timeZone: KOREA,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

function time(at: number): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${CLOCK.format(at)}</time>`;
}
