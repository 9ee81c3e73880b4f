import { type Sql, sql } from '../database/sql.js';
import { type Column, table } from '../database/tables.js';
import { OrderLine } from './order-line.entity.js';

const lines = table(OrderLine);

/** Whether an order shows the picture of that name, as a condition. */
export const isOrdered = (imageName: Column<string>): Sql => sql`EXISTS (SELECT 1 FROM ${lines} WHERE ${lines.imageName} = ${imageName})`;
