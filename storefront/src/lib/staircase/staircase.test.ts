import { describe, expect, it } from 'vitest';
import { staircase } from './staircase';
import { nextTier, type StaircaseInput, type Tier } from './shape';

const tiers = (...pairs: [number, number][]): Tier[] => pairs.map(([fromQuantity, unitPrice]) => ({ fromQuantity, unitPrice }));
const laptop = tiers([1, 1_290_000], [10, 1_230_000], [20, 1_190_000], [30, 1_150_000]);
const tablet = tiers([1, 749_000], [20, 699_000], [40, 659_000]);

const phone: StaircaseInput = { tiers: laptop, sold: 15, goalQuantity: 10, state: 'open', size: 'large', width: 335, hMax: 150, hMin: 58 };
const card: StaircaseInput = { ...phone, size: 'small', width: 120, hMax: 42, hMin: 12 };

describe('the staircase of the product page, 335 px, as drawn', () => {
  const drawn = staircase(phone);
  it('steps down by price over widths by quantity', () => {
    expect(drawn.outline).toBe(
      'M0 182V56Q0 44 12 44H74.8Q83.8 44 83.8 53V78.4Q83.8 83.4 88.8 83.4H158.5Q167.5 83.4 167.5 92.4V104.7Q167.5 109.7 172.5 109.7H242.3Q251.3 109.7 251.3 118.7V131Q251.3 136 256.3 136H326Q335 136 335 145V182Q335 194 323 194H12Q0 194 0 182Z',
    );
    expect(drawn.seams).toEqual(['M83.8 89.4V194', 'M167.5 115.7V194', 'M251.3 142V194']);
    expect(drawn.viewBox).toEqual({ x: 0, y: 42, width: 335, height: 178 });
  });
  it('stands the ball on its tread and ends the fill at its centre', () => {
    expect([drawn.ball.x, drawn.ball.y, drawn.filled]).toEqual([125.625, expect.closeTo(69.43, 2), 125.6]);
    expect(drawn.edge).toBe('M125.6 83.4V94.4M125.6 117.4V194');
  });
  it('puts the flag on the goal, the ring on the next step and a curve between', () => {
    expect(drawn.flag).toMatchObject({ pole: 'M90.8 83.4v-32', pennant: 'M90.8 51.4l15 5.5l-15 5.5Z', isHit: true });
    expect(drawn.ring).toMatchObject({ x: 185.5, y: expect.closeTo(95.71, 2), text: '+5', isPill: false });
    expect(drawn.hop).toBe('M136.1 58.9Q164.4 38.9 180.6 78.7');
  });
  it('labels prices and quantities', () => {
    expect(drawn.steps.map((step) => [step.price, step.won, step.axis, step.isNow])).toEqual([
      ['1,290,000', true, '1개부터', false],
      ['1,230,000', true, '목표 10개', true],
      ['1,190,000', true, '20개부터', false],
      ['1,150,000', true, '30개부터', false],
    ]);
  });
});

describe('other drawn sizes and states', () => {
  it('the desktop panel, 424 px', () => {
    const drawn = staircase({ ...phone, width: 424, hMax: 164, hMin: 62 });
    expect(drawn.viewBox).toEqual({ x: 0, y: 42, width: 424, height: 192 });
    expect(drawn.hop).toBe('M169.5 63.2Q203.3 43.2 225.1 85.9');
  });
  it('narrow steps raised to 78 px, the rest shared (the visitor front)', () => {
    const example = tiers([1, 100_000], [10, 90_000], [30, 80_000]);
    const drawn = staircase({ ...phone, tiers: example, sold: 22, capQuantity: 45, width: 301, hMax: 136, hMin: 54 });
    expect(drawn.seams).toEqual(['M78 91V180', 'M205.4 132V180']);
    expect([drawn.filled, drawn.hop]).toEqual([151.7, 'M162.2 60.5Q196.3 40.5 218.5 95']);
  });
  it('before the goal: the ring moves past the flag and the picture grows upwards', () => {
    const drawn = staircase({ ...phone, tiers: tablet, sold: 17, goalQuantity: 20, width: 500, hMax: 130, hMin: 54 });
    expect(drawn.viewBox).toEqual({ x: 0, y: 3.5, width: 500, height: 196.5 });
    expect(drawn.ring).toMatchObject({ x: expect.closeTo(204.67, 1), text: '+3' });
    expect([drawn.edge, drawn.hop, drawn.flag?.isHit]).toEqual(['M131.9 44V174', 'M142.4 19.5Q177.1 -0.5 199.8 55.2', false]);
  });
  it('ten or more to go stand on a pill', () => {
    const drawn = staircase({ ...phone, sold: 20, hMax: 136, hMin: 54 });
    expect(drawn.ring).toMatchObject({ x: 275.25, isPill: true, text: '+10' });
    expect(drawn.hop).toBe('M192 78.1Q237.2 58.1 270.4 95');
  });
  it('settled and missed land nowhere', () => {
    const settled = staircase({ ...phone, sold: 23, state: 'settled', width: 500, hMax: 130, hMin: 54 });
    expect([settled.ring, settled.hop, settled.filled, settled.viewBox.y]).toEqual([undefined, undefined, 293.1, 41.6]);
    const missed = staircase({ ...phone, sold: 6, state: 'missed', width: 500, hMax: 130, hMin: 54 });
    expect(missed.viewBox.y).toBe(14);
  });
  it('closed and waiting for settlement lands nowhere either', () => {
    expect(staircase({ ...phone, still: true }).ring).toBeUndefined();
  });
});

describe('the small one', () => {
  it('has no figures and a small ring', () => {
    const drawn = staircase(card);
    expect(drawn.viewBox).toEqual({ x: 0, y: 0, width: 120, height: 59 });
    expect([drawn.filled, drawn.ring?.x, drawn.steps[0]?.price]).toEqual([45, 68, '']);
    expect(drawn.hop).toBe('M49.1 19.2Q59.8 12.2 66.4 26.4');
  });
  it('leaves out a ring that would meet the flag and lands beside the pole', () => {
    const drawn = staircase({ ...card, tiers: tablet, sold: 17, goalQuantity: 20, width: 84, hMax: 36 });
    expect([drawn.ring, drawn.hop, drawn.viewBox.y]).toEqual([undefined, 'M24.1 6.4Q36.5 -2.6 39 26.3', -1.6]);
  });
});

describe('at the ends', () => {
  it('draws no fill and no edge line with nothing sold', () => {
    const drawn = staircase({ ...phone, sold: 0 });
    expect([drawn.filled, drawn.edge, drawn.ball.x]).toEqual([0, undefined, 14]);
  });
  it('never overhangs: at exactly a tier the ball stands wholly on the new step', () => {
    expect(staircase({ ...phone, sold: 10 }).ball.x).toBe(83.75 + 14);
    expect(staircase({ ...phone, sold: 19 }).ball.x).toBeLessThanOrEqual(167.5 - 14);
    expect(staircase({ ...phone, sold: 5_000 }).ball.x).toBe(335 - 20);
  });
  it('knows no next tier beyond the cap or on the lowest step', () => {
    expect(nextTier({ tiers: laptop, sold: 15, capQuantity: 18 })).toBeUndefined();
    expect(nextTier({ tiers: laptop, sold: 30 })).toBeUndefined();
    expect(nextTier({ tiers: laptop, sold: 29 })?.missing).toBe(1);
  });
  it('shortens a price that its step cannot hold', () => {
    const narrow = staircase({ ...phone, width: 250 });
    expect(narrow.steps[0]?.price).toBe('129만');
    expect(staircase({ ...phone, width: 301 }).steps[0]).toMatchObject({ price: '1,290,000', won: false });
  });
});
