import { describe, expect, it } from 'vitest';
import { nextStep } from './order-refusals';

describe('the step after a refusal', () => {
  it('leads to where it can be helped', () => {
    expect(nextStep({ status: 409, code: 'sold_out' })).toMatchObject({ go: 'product' });
    expect(nextStep({ status: 409, code: 'order_pending' })).toMatchObject({ go: 'pending' });
    expect(nextStep({ status: 409, code: 'price_changed' })).toMatchObject({ stays: 'accept' });
  });
  it('says why there is a pause', () => {
    expect(nextStep({ status: 429, code: 'too_many_requests' })).toMatchObject({ go: 'promotion', hint: expect.stringContaining('세 번') });
  });
  it.each([
    { status: 0, code: 'offline' },
    { status: 0, code: 'unreachable' },
    { status: 502, code: 'unexpected' },
    { status: 503, code: 'busy' },
  ])('never says that an order failed when nobody knows: %j', (error) => {
    const step = nextStep(error);
    expect(step.stays).toBe('retry');
    expect(step.title).not.toBe(nextStep({ status: 400, code: 'bad_request' }).title);
    expect(step.hint).toContain('한 번만');
  });
});
