import autocannon from 'autocannon';
import { answerAsked } from './forked.js';

/** Who reads, in a process of their own: sent an address, tells how fast it was answered. */
export interface Load {
  url: string;
  /** Of the people, one for each connection in turn; none for a visitor. */
  cookies: readonly string[];
  headers: Record<string, string>;
  connections: number;
  seconds: number;
  /** Requests a second; as fast as it goes without. */
  rate?: number;
}
export interface Told {
  perSecond: number;
  requests: number;
  /** ms */
  p99: number;
  /** Anything but 200 and 304. */
  wrong: number;
}

answerAsked(async ({ url, cookies, headers, connections, seconds, rate }: Load): Promise<Told> => {
  let comes = 0;
  const result = await autocannon({
    url,
    headers,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    setupClient: (client) => {
      const cookie = cookies[comes++ % cookies.length];
      if (cookie) client.setHeaders({ ...headers, cookie });
    },
  });
  return {
    perSecond: result.requests.total / result.duration,
    requests: result.requests.total,
    p99: result.latency.p99,
    wrong: result.errors + result.timeouts + result['4xx'] + result['5xx'],
  };
});
