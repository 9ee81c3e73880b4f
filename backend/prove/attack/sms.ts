import { startPhoneVerification } from '../../src/accounts/verify-phone.js';
import { OutboxMessage } from '../../src/outbox/outbox-message.entity.js';
import { aUniversity } from '../../src/testing/fixtures.js';
import { aBuyer, type Buyer } from '../../src/testing/buyers.js';
import type { TestShop } from '../../src/testing/test-shop.js';
import { type Result, tally, told } from './result.js';

let phones = 0;
/** Numbers of one range follow each other; each call of `range` begins another. */
const inRange = (range: number) => `010${String(range).padStart(4, '0')}${String(++phones % 10_000).padStart(4, '0')}`;

/** Many accounts, all at once, make the shop send texts: to one phone, to many, to a range of numbers, for all its money. */
export async function pumpers(shop: TestShop, { accounts = 40 } = {}): Promise<Result[]> {
  const university = await aUniversity();
  const people = (many: number, settings = shop.ctx.settings) =>
    Promise.all(Array.from({ length: many }, () => aBuyer({ ...shop.ctx, settings }, university, { phoneVerifiedAt: null })));
  const ask = (buyer: Buyer, phone: string) =>
    startPhoneVerification(buyer, { phone }).then(
      () => 'sent',
      (error: { code: string }) => error.code,
    );
  const codesTo = (like: string) =>
    OutboxMessage.createQueryBuilder('m').where("m.purpose = 'code' AND m.recipient LIKE :like", { like }).getCount();

  const phone = inRange(7_001);
  const toOne = await Promise.all((await people(accounts)).map((buyer) => ask(buyer, phone)));
  const sentToOne = await codesTo(phone);

  const [one] = (await people(1)) as [Buyer];
  const byOne = await Promise.all(Array.from({ length: accounts }, (_, index) => ask(one, inRange(7_100 + index))));

  const toRange = await Promise.all((await people(accounts)).map((buyer) => ask(buyer, inRange(7_500))));
  const sentToRange = await codesTo('0107500%');

  const before = await codesTo('%');
  // What the others have spent of the day is spent.
  const settings = { ...shop.ctx.settings, codesWonADay: before * 10 + 120 };
  const all = await Promise.all((await people(accounts, settings)).map((buyer, index) => ask(buyer, inRange(8_000 + index))));
  const alerts = await OutboxMessage.countBy({ channel: 'slack', groupKey: 'codes-won' });
  const sentForMoney = (await codesTo('%')) - before;
  return [
    {
      attack: `${accounts} accounts ask for codes to one phone`,
      held: sentToOne === 5,
      figures: `${sentToOne} sent; ${told(tally(toOne))}`,
    },
    {
      attack: `one account asks for codes to ${accounts} phones`,
      held: byOne.filter((code) => code === 'sent').length === Math.min(8, accounts),
      figures: told(tally(byOne)),
    },
    {
      attack: `${accounts} accounts ask for codes to one range of numbers`,
      held: sentToRange <= 30,
      figures: `${sentToRange} sent; ${told(tally(toRange))}`,
    },
    {
      attack: 'to spend more on codes in a day than is allowed',
      held: sentForMoney === 12 && alerts === 2,
      figures: `${sentForMoney} of 12 sent, Slack was told ${alerts} times; ${told(tally(all))}`,
    },
  ];
}
