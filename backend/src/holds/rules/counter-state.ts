/** Whether units of an offer can be taken from its counter; closed for good when its promotion is settled. */
export type CounterState = 'open' | 'closed';
