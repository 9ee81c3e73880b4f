import autocannon from 'autocannon';

/** Who calls, in a process of their own: sent an address, tells how fast it was answered. */
export interface Load {
  url: string;
  headers: Record<string, string>;
  connections: number;
  seconds: number;
}
export interface Told {
  perSecond: number;
  requests: number;
  /** ms */
  p50: number;
  p99: number;
  /** Anything but 200 and 304. */
  wrong: number;
}

process.on('message', ({ url, headers, connections, seconds }: Load) => {
  void autocannon({ url, headers, connections, duration: seconds }).then((result) => {
    const wrong = result.errors + result.timeouts + result['4xx'] + result['5xx'];
    process.send?.({
      perSecond: result.requests.total / result.duration,
      requests: result.requests.total,
      p50: result.latency.p50,
      p99: result.latency.p99,
      wrong,
    } satisfies Told);
  });
});
process.once('disconnect', () => process.exit());
