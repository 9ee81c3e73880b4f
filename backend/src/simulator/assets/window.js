// The payment window's clicks: pays or gives up at the simulator, then tells the shop the way Bootpay does.
const form = document.querySelector('#payment');
const message = document.querySelector('#message');

if (form instanceof HTMLFormElement) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    pay(form).catch(() => say('결제 서버에 닿지 못했어요. 돈은 나가지 않았어요. 다시 눌러 주세요.'));
  });
  document.querySelector('#cancel')?.addEventListener('click', () => tell(form, { event: 'cancel', receiptId: null }));
}

async function pay(form) {
  const { base, orderId, orderName, price } = form.dataset;
  const { method, trouble } = Object.fromEntries(new FormData(form));
  busy(form, true);
  try {
    const response = await fetch(`${base}/bootpay/window`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId, orderName, price: Number(price), method, trouble }),
    });
    if (!response.ok) throw new Error(`${response.status}`);
    tell(form, await response.json());
  } finally {
    busy(form, false);
  }
}

function tell(form, { event, receiptId }) {
  const { mode, redirect, orderId } = form.dataset;
  if (mode === 'popup' && window.opener) {
    const told = { source: 'mngshop-simulator', event, receipt_id: receiptId, order_id: orderId };
    window.opener.postMessage(told, location.origin);
    window.close();
    return;
  }
  if (!redirect) {
    say('주문하던 창을 찾지 못했어요. 이 창을 닫고 주문 내역에서 확인해 주세요.');
    return;
  }
  const target = new URL(redirect);
  target.searchParams.set('event', event);
  target.searchParams.set('order_id', orderId);
  if (receiptId) target.searchParams.set('receipt_id', receiptId);
  location.assign(target);
}

function busy(form, isBusy) {
  for (const button of form.querySelectorAll('button')) button.disabled = isBusy;
  if (isBusy) say('결제하고 있어요.');
}

function say(text) {
  if (message) message.textContent = text;
}
