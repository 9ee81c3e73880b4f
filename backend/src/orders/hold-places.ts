import { read } from '../database/read.js';
import { sql } from '../database/sql.js';
import { table } from '../database/tables.js';
import { asCustomer } from '../kernel/actors.js';
import type { Context } from '../kernel/context.js';
import { isPublicNetwork } from '../kernel/network.js';
import { keyedHash } from '../kernel/random.js';
import { Order } from './order.entity.js';
import type { Buyer } from './read-buyer.js';
import { refusals } from './refusals.js';
import { UNPAID_PER_DEVICE, UNPAID_PER_NETWORK } from './rules/hold-bounds.js';

const orders = table(Order);

/** Which places an order takes while it is unpaid; null where nothing is to be bounded by it. */
export interface HoldPlaces {
  holdDevice: string;
  holdNetwork: string | null;
}

/**
 * Places at random, without asking which are free: a browser seldom has two, and the database refuses what is taken. So the
 * usual order pays no statement for it, and of many at once no more get through than there are places.
 */
export function anyPlaces(ctx: Context, buyer: Buyer): HoldPlaces {
  const { device, network } = placesOf(ctx, buyer);
  return { holdDevice: oneOf(device), holdNetwork: network.length > 0 ? oneOf(network) : null };
}

/** The same, of those that are free now. @throws AppError 409 `holds_many` where none is */
export async function freePlaces(ctx: Context, buyer: Buyer): Promise<HoldPlaces> {
  const { device, network } = placesOf(ctx, buyer);
  const taken = await read(
    ctx.db,
    { device: orders.holdDevice, network: orders.holdNetwork },
    sql`FROM ${orders} WHERE ${orders.holdDevice} IN ${device} OR ${orders.holdNetwork} IN ${network}`,
  );
  const free = (all: readonly string[], of: 'device' | 'network') => all.filter((place) => !taken.some((row) => row[of] === place));
  const [onDevice, inNetwork] = [free(device, 'device'), free(network, 'network')];
  if (onDevice.length === 0) throw refusals.holdsMany('device');
  if (network.length > 0 && inNetwork.length === 0) throw refusals.holdsMany('network');
  return { holdDevice: oneOf(onDevice), holdNetwork: network.length > 0 ? oneOf(inNetwork) : null };
}

function placesOf(ctx: Context, buyer: Buyer): { device: string[]; network: string[] } {
  const { sessionId } = asCustomer(ctx);
  // Who has paid once is no throw-away; and where everybody seems to come from inside, the network says nothing.
  const isNew = buyer.latest.every(({ paidAt }) => paidAt === null);
  const network = isNew && ctx.from !== undefined && isPublicNetwork(ctx.from) ? ctx.from : null;
  return {
    device: places(ctx, `device ${ctx.device?.id ?? sessionId}`, UNPAID_PER_DEVICE),
    network: network === null ? [] : places(ctx, `network ${network}`, UNPAID_PER_NETWORK),
  };
}

// Nobody reads an address out of the table.
function places({ settings }: Context, of: string, many: number): string[] {
  const name = keyedHash(settings.secrets.field, 'hold-place', of).slice(0, 32);
  return Array.from({ length: many }, (_, index) => `${name}/${index}`);
}

const oneOf = (places: readonly string[]): string => places[Math.floor(Math.random() * places.length)] as string;
