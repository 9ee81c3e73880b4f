import type { Html } from './html.js';
import { html } from './html.js';
import { won } from './page.js';
import { TROUBLE_NAMES, troubleOf } from './troubles.js';

/** What the window was opened with. */
export interface WindowOpening {
  order_id: string;
  order_name: string;
  /** Won. */
  price: number;
  items?: { name: string; qty: number; price: number }[] | undefined;
  redirectUrl: string | null;
  mode: 'popup' | 'redirect';
}

const METHODS = [
  ['card', '카드'],
  ['kakaopay', '카카오페이'],
  ['naverpay', '네이버페이'],
] as const;

/** The window's body; what the script needs stands in data attributes. */
export function windowBody(base: string, opening: WindowOpening): Html {
  return html`<body class="window">
    <p class="ribbon" role="note"><b>가상 결제</b> 연습용 결제창이에요. 실제로 돈이 나가지 않아요.</p>
    <main class="sheet">
      <form
        id="payment"
        data-base="${base}"
        data-mode="${opening.mode}"
        data-redirect="${opening.redirectUrl ?? ''}"
        data-order-id="${opening.order_id}"
        data-order-name="${opening.order_name}"
        data-price="${opening.price}"
      >
        <header class="sum">
          <h1>${opening.order_name}</h1>
          <p class="big">${won(opening.price)}</p>
          <p class="small soft">주문번호 ${opening.order_id}</p>
        </header>
        ${items(opening)}
        <fieldset>
          <legend>결제 방법</legend>
          <div class="options">${METHODS.map(([value, label]) => option(value, label))}</div>
        </fieldset>
        <details>
          <summary>문제 만들기</summary>
          <div class="in">
            <label for="trouble">이 주문에서 일어날 일</label>
            <select id="trouble" name="trouble">
              ${TROUBLE_NAMES.map((name) => html`<option value="${name}">${troubleOf(name).label}</option>`)}
            </select>
          </div>
        </details>
        <p class="note" id="message" role="status" aria-live="polite"></p>
        <div class="actions">
          <button type="button" class="btn" id="cancel">취소</button>
          <button type="submit" class="btn primary">결제하기</button>
        </div>
      </form>
    </main>
  </body>`;
}

function items({ items: list }: WindowOpening): Html | null {
  if (!list || list.length === 0) return null;
  return html`<ul class="items">
    ${list.map(
      ({ name, qty, price }) =>
        html`<li>
          <span>${name} <span class="soft">${qty}개</span></span
          >${won(price * qty)}
        </li>`,
    )}
  </ul>`;
}

function option(value: string, label: string): Html {
  const checked = value === 'card' ? html`checked` : null;
  return html`<label class="opt"><input type="radio" name="method" value="${value}" ${checked} /><span>${label}</span></label>`;
}
