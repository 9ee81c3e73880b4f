// Loaded into the measured shop: the longest that its event loop stood still since it was last asked.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', (asked) => {
  if (asked !== 'longest block') return;
  process.send({ blockedMs: delay.max / 1e6 });
  delay.reset();
});
process.channel?.unref();
