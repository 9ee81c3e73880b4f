/** The customer API's contract: the one thing of the backend that the storefront may import, and that as types. */
export * from './account.js';
export * from './common.js';
export * from './orders.js';
export * from './promotions.js';
