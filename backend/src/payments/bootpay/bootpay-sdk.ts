// A file of its own, so that it can be read late: a bundled package that is no module has no names when it is imported dynamically.
export { Bootpay } from '@bootpay/backend-js';
