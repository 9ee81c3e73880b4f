import { parseArgs } from 'node:util';

export interface Wanted {
  /** Do nothing where the shop is filled already. */
  ifEmpty: boolean;
  /** Start anew: everything there is goes first. */
  reset: boolean;
  /** The universities alone, in any environment. */
  universities: boolean;
  /** Look whether the books agree, and change nothing. */
  check: boolean;
  /** How many more, set-based; 0 for none. */
  orders: number;
  customers: number;
  /** So many in all instead of so many more: what a run that was stopped has left undone. */
  goOn: boolean;
}

const USAGE = `npm run seed                       fills an empty database with a shop that has lived for two months
npm run seed -- --reset            drops everything first
npm run seed -- --orders 100000 --customers 20000    adds so many more, for measuring
npm run seed -- --orders 1000000 --continue          goes on with that where it was stopped
npm run seed -- --universities     the universities alone; also where APP_ENV is dev or prod
npm run seed -- --check            says whether stock, counters and money agree`;

const MOST = 5_000_000;

/** @throws Error with the usage for flags it does not know */
export function readWanted(args: string[]): Wanted {
  const flag = { type: 'boolean', default: false } as const;
  const count = { type: 'string', default: '0' } as const;
  const options = { 'if-empty': flag, reset: flag, universities: flag, check: flag, orders: count, customers: count, continue: flag };
  try {
    const { values } = parseArgs({ args, options, strict: true });
    const { reset, universities, check } = values;
    return {
      ifEmpty: values['if-empty'],
      reset,
      universities,
      check,
      orders: toCount(values.orders),
      customers: toCount(values.customers),
      goOn: values.continue,
    };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, { cause: error });
  }
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0 || count > MOST) throw new Error(`${text} is not a number from 0 to ${MOST}.`);
  return count;
}
