import { accessories } from './products/accessories.js';
import { bags } from './products/bags.js';
import { earphones } from './products/earphones.js';
import { keyboards } from './products/keyboards.js';
import { laptops } from './products/laptops.js';
import { monitors } from './products/monitors.js';
import { tablets } from './products/tablets.js';
import type { SeedProduct } from './types.js';

/** The catalogue, in the order in which it is made. Prices in won. */
export const products: SeedProduct[] = [...laptops, ...tablets, ...monitors, ...keyboards, ...earphones, ...bags, ...accessories];
