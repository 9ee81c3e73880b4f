/**
 * What a line of an order costs per unit, in won: what is given back is reckoned from it, here and nowhere else.
 * Source: the shop's own rules, "After the sale".
 */
interface LineBreakdown {
  /** Of the offer's first tier, when it was placed. */
  tierPrice: number;
  /** Of the variant, on top. */
  surcharge: number;
}

export interface PricedLine extends LineBreakdown {
  id: number;
  quantity: number;
}

/** A refund as it stands: `lineId` null is for the whole of what was left of the order. Won. */
export interface GivenRefund {
  lineId: number | null;
  amount: number;
  state: string;
  kind: string;
}

/** Won of one line. Always: charged = kept + givenBack + owed. */
export interface LineMoney {
  charged: number;
  /** What the shop has of it, and owes nobody. */
  kept: number;
  givenBack: number;
  /** Written, and not done yet. */
  owed: number;
}

/** Won of one unit, as the customer was charged. */
export const unitPriceOf = ({ tierPrice, surcharge }: LineBreakdown): number => tierPrice + surcharge;

/** Won of the whole line. */
export const chargedOf = (line: LineBreakdown & { quantity: number }): number => unitPriceOf(line) * line.quantity;

/**
 * Where the won of each line are, by its id. A refund of the whole order is what no refund of a single line had given back:
 * it is shared over the lines in their order. What was captured late was never part of a line.
 */
export function moneyOf(lines: readonly PricedLine[], refunds: readonly GivenRefund[]): Map<number, LineMoney> {
  const money = new Map(lines.map((line) => [line.id, { charged: chargedOf(line), kept: chargedOf(line), givenBack: 0, owed: 0 }]));
  const give = (id: number, amount: number, state: string) => {
    const line = money.get(id);
    if (!line) return;
    line.kept -= amount;
    line[state === 'done' ? 'givenBack' : 'owed'] += amount;
  };
  const ofLines = refunds.filter(({ kind }) => kind !== 'late');
  for (const { lineId, amount, state } of ofLines) if (lineId !== null) give(lineId, amount, state);
  for (const { lineId, amount, state } of ofLines) {
    if (lineId !== null) continue;
    const left = lines.map(({ id }) => ({ id, left: money.get(id)?.kept ?? 0 }));
    for (const share of shareOut(amount, left)) give(share.id, share.amount, state);
  }
  return money;
}

/** An amount over what is left of each, in their order, until none of it remains. Won. */
export function shareOut(amount: number, parts: readonly { id: number; left: number }[]): { id: number; amount: number }[] {
  let rest = amount;
  return parts.flatMap(({ id, left }) => {
    const share = Math.min(rest, Math.max(0, left));
    rest -= share;
    return share > 0 ? [{ id, amount: share }] : [];
  });
}

/** Won that settlement gives back of a line whose offer was reached: down to the final price, never more than is kept of it. */
export const settlementDue = (line: PricedLine, finalPrice: number, kept: number): number =>
  Math.min((line.tierPrice - finalPrice) * line.quantity, kept);
