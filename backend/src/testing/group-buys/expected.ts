import type { Person, Scenario } from './scenario.js';

/** What a group buy must come to, reckoned from the scenario alone: no code of the shop has a part in it. */
export interface Expected {
  offers: { sold: number; price: number; missed: boolean }[];
  people: { charged: number; keeps: number }[];
}

export function expectedOf({ offers, people }: Scenario): Expected {
  const ends = offers.map(({ tiers, goal }, index) => {
    const sold = people.filter(countsAtClosing).reduce((sum, { units }) => sum + (units[index] ?? 0), 0);
    let price = tiers[0]?.unitPrice ?? 0;
    for (const tier of tiers) if (sold >= tier.fromQuantity) price = tier.unitPrice;
    return { sold, price, missed: goal !== null && sold < goal };
  });
  return { offers: ends, people: people.map((one) => ({ charged: charged(one, offers), keeps: keeps(one, offers, ends) })) };
}

const countsAtClosing = ({ does }: Person) => does !== 'early' && does !== 'never pays';

const charged = ({ units, variant, does }: Person, offers: Scenario['offers']) =>
  does === 'never pays'
    ? 0
    : units.reduce(
        (sum, count, index) => sum + count * ((offers[index]?.tiers[0]?.unitPrice ?? 0) + (offers[index]?.surcharges[variant] ?? 0)),
        0,
      );

function keeps({ units, variant, does }: Person, offers: Scenario['offers'], ends: Expected['offers']): number {
  if (does !== 'stays' && does !== 'pays late' && does !== 'loses a line') return 0;
  const lost = does === 'loses a line' ? units.findIndex((count) => count > 0) : -1;
  return units.reduce((sum, count, index) => {
    const end = ends[index];
    if (end === undefined || end.missed || index === lost) return sum;
    return sum + count * (end.price + (offers[index]?.surcharges[variant] ?? 0));
  }, 0);
}
