import { describe, expect, it } from 'vitest';
import { conflict, fieldRefusal } from './errors.js';
import { tellRefusal } from './tell-refusal.js';

describe('a refusal at the door', () => {
  it('tells programs what stands before the dot, and people the sentence of the case', () => {
    const { code, detail } = tellRefusal(conflict('receipt_refused.other_currency'));
    expect([code, detail]).toEqual(['receipt_refused', '원화로 결제해 주세요. 이번 결제는 승인하지 않았어요.']);
  });

  it('makes its sentences from the values it carries, of the whole and of a field', () => {
    const told = tellRefusal(fieldRefusal(422, 'code', 'wrong_code.tries', { left: 3 }));
    const message = '인증번호가 달라요. 3번 더 시도할 수 있어요.';
    expect(told).toEqual({ status: 422, code: 'wrong_code', detail: message, errors: [{ path: 'code', message }] });
  });

  it('carries no sentence behind the door: a log has the code', () => {
    expect(conflict('order_pending').message).toBe('order_pending');
  });
});
