import type { DashboardData } from '../dashboard.js';

/** Over HTTP every Date is text. */
export type Wire<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Wire<T[K]> } : T;

/** What the dashboard's handler answers, as it arrives. */
export type Board = Wire<DashboardData>;
