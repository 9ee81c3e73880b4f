import type { PaymentRequest } from '@mngshop/backend/contract';
import { opensAs, type Outcome, type PaymentWindow } from './window';

const PAGE = '/_simulator/bootpay/window';
const CLOSED_POLL_MS = 400;

/** The local stand-in: a page of our own that a person clicks through, on the same origin. */
export const simulatorWindow: PaymentWindow = {
  open(payment) {
    const mode = opensAs();
    const address = addressOf(payment, mode);
    if (mode === 'redirect') {
      location.assign(address);
      return Promise.resolve({ kind: 'leaving' });
    }
    const popup = window.open(address, 'mngshop-payment', 'popup,width=480,height=720');
    if (!popup) return Promise.resolve({ kind: 'error', message: '브라우저가 결제창을 막았어요. 팝업을 허용하고 다시 눌러 주세요.' });
    return answerFrom(popup, payment.orderId);
  },
};

function addressOf(payment: PaymentRequest, mode: 'popup' | 'redirect'): string {
  const query = new URLSearchParams({
    order_id: payment.orderId,
    order_name: payment.orderName,
    price: String(payment.price),
    items: JSON.stringify(payment.items),
    redirect_url: payment.redirectUrl,
    mode,
  });
  return `${PAGE}?${query}`;
}

function answerFrom(popup: Window, orderId: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const finish = (outcome: Outcome) => {
      window.removeEventListener('message', onMessage);
      clearInterval(watch);
      resolve(outcome);
    };
    const onMessage = (message: MessageEvent<unknown>) => {
      const outcome = message.origin === location.origin ? read(message.data, orderId) : undefined;
      if (outcome) finish(outcome);
    };
    window.addEventListener('message', onMessage);
    // A window closed by hand says nothing; its last message, if there was one, arrives first.
    const watch = setInterval(() => popup.closed && setTimeout(() => finish({ kind: 'cancel' }), CLOSED_POLL_MS), CLOSED_POLL_MS);
  });
}

/** Undefined for messages that aren't the simulator's answer for this order. */
export function read(data: unknown, orderId: string): Outcome | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const said = data as { source?: unknown; event?: unknown; receipt_id?: unknown; order_id?: unknown; message?: unknown };
  if (said.source !== 'mngshop-simulator' || said.order_id !== orderId) return undefined;
  if (said.event === 'confirm' && typeof said.receipt_id === 'string') return { kind: 'confirm', receiptId: said.receipt_id };
  if (said.event === 'cancel') return { kind: 'cancel' };
  return { kind: 'error', message: typeof said.message === 'string' ? said.message : '결제창에서 결제를 마치지 못했어요.' };
}
