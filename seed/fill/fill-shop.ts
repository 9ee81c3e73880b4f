import { hashPassword } from '../../backend/src/kernel/passwords.js';
import { SEED_PASSWORD } from '../data/people.js';
import type { Stage } from '../stage.js';
import { fillCustomers } from './customers.js';
import { liveThrough } from './history.js';
import { tellThePast } from './messages.js';
import { fillProducts } from './products.js';
import { fillPromotions } from './promotions.js';
import { fillStaff, openStaffAccounts } from './staff.js';
import { fillUniversities } from './universities.js';

/** Before the first customer joined and the first promotion was written. */
const OPENING_HOURS = -1_500;

/** Fills an empty shop: what stands in it, and the two months it has lived. Gives how many orders that were. */
export async function fillShop(stage: Stage): Promise<number> {
  const passwordHash = await hashPassword(SEED_PASSWORD);
  const opening = stage.at(OPENING_HOURS);
  await fillUniversities(opening);
  const staff = await fillStaff(opening);
  const { drawAll } = await fillProducts(stage.at(OPENING_HOURS, staff.manager));
  const customers = await fillCustomers(stage, passwordHash);
  const catalogue = await fillPromotions(stage, staff.manager);
  // The pictures are drawn on other threads while the orders happen on this one.
  const [orders] = await Promise.all([liveThrough({ stage, staff, customers, catalogue }), drawAll()]);
  await tellThePast(stage);
  await openStaffAccounts(stage.at(OPENING_HOURS), passwordHash);
  return orders;
}
