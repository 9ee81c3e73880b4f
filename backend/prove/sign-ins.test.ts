import { expect, it } from 'vitest';
import { crowdTheDoor, FILE, LIST, wrongAnswers } from './crowded-door.js';
import { testEngine } from './test-engine.js';

// How long anybody waits: npm run prove -- sign-ins.
it('a crowd that signs in is answered, or told to come again, and somebody who reads meanwhile reads on', async () => {
  const crowded = await crowdTheDoor({ engine: testEngine(), crowd: 100, waves: 1, idleMs: 100, door: 'sign-in' });
  expect(wrongAnswers(crowded)).toEqual([]);
  expect(crowded.statuses['201']).toBeGreaterThanOrEqual(32);
  expect(crowded.statuses['503']).toBeGreaterThan(0);
  for (const path of [LIST, FILE]) expect(crowded.during[path]?.length).toBeGreaterThan(0);
}, 300_000);
