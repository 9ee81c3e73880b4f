const DAY_MS = 86_400_000;

interface Period {
  /** Days, counted from `from`. */
  days: number;
  from: string;
  /** Why not longer, or why so long: law and article, or the purpose that has ended. */
  source: string;
}

/**
 * For how long what may name a person is kept: the one place. The job `retention` (jobs/retention.ts) deletes what is over every night, and
 * says how much that was. Dumps, pictures and uploads end by themselves: docs/OPERATIONS.md, "What is past its time". A year of
 * the law is taken for 366 days: never too early.
 */
export const RETENTION = {
  codes: {
    days: 2,
    from: 'when it was made',
    source: '개인정보 보호법 §21①: a code opens nothing after ten minutes; a day longer it counts towards its phone’s five',
  },
  customer_sessions: {
    days: 92,
    from: 'its end',
    source: '통신비밀보호법 §15의2, 시행령 §41②: three months of where somebody logged in',
  },
  staff_sessions: { days: 92, from: 'its end', source: 'the same; that they signed in is in the audit log' },
  staff_links: {
    days: 92,
    from: 'its end',
    source: '개인정보 보호법 §21①: a link that is over opens nothing; who made one is in the audit log',
  },
  placements: {
    days: 30,
    from: 'placing the order',
    source:
      '개인정보 보호법 §21①: the kept answer, with name and address, is for who presses twice; a month is longer than any browser tries',
  },
  messages: {
    days: 183,
    from: 'writing it',
    source: '전자상거래법 §6, 시행령 §6①1: six months of what was advertised; what an order’s message said, the order says',
  },
  exports: { days: 732, from: 'making it', source: 'as the access log: its filters may name somebody' },
  access: {
    days: 732,
    from: 'the look',
    source: '개인정보의 안전성 확보조치 기준 §8①: a year of who saw what, two from 50,000 people on',
  },
  audit: {
    days: 1_830,
    from: 'the change',
    source:
      '전자상거래법 시행령 §6①2–3: five years of contracts, withdrawals and payments; 안전성 확보조치 기준 §5③: three of who was given rights',
  },
  orders: {
    days: 1_922,
    from: 'placing the order',
    source:
      '전자상거래법 시행령 §6①2–3: five years from the last delivery or refund, which come within three months; name, phone, address and free text go, amounts stay',
  },
  consents: {
    days: 1_098,
    from: 'leaving',
    source: '전자상거래법 시행령 §6①4: three years for disputes over what somebody agreed to',
  },
} as const satisfies Record<string, Period>;
export type Retained = keyof typeof RETENTION;

/** What is as old as this, or older, is over. */
export const retainedSince = ({ days }: Pick<Period, 'days'>, now: Date): Date => new Date(now.getTime() - days * DAY_MS);
