import { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PlannedFault } from './faults.js';
import type { FaultPlan } from './faults.js';
import { houseBody } from './house-page.js';
import type { Outside } from './outside.js';
import { sendPage } from './page.js';
import { TABLES } from './store.js';

/** What left the house, for people; and the switches for making the outside fail, for people and programs. */
export function houseRoutes(outside: Outside): Router {
  const { faults, webhooks, store, late } = outside;
  const router = Router();

  router.get('/', (request, response) => {
    late.runDue();
    sendPage(response, {
      base: request.baseUrl,
      title: '가상 바깥세상 · MNG샵',
      script: 'house.js',
      body: houseBody(request.baseUrl, outside),
    });
  });

  router.get('/faults', (_request, response) => void response.json({ faults: faults.list() }));

  router.post('/faults', (request, response) => {
    const fault = PlannedFault.safeParse(withoutBlanks(request.body));
    if (!fault.success) return void response.status(422).json({ errors: fault.error.issues });
    const planned = faults.plan(fault.data as FaultPlan);
    back(request, response, () => response.status(201).json({ fault: planned }));
  });

  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });

  router.get('/webhooks', (_request, response) => {
    const told = webhooks.list(1_000).map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }));
    response.json({ webhooks: told });
  });

  router.post('/webhooks/:n/deliveries', (request, response) => {
    if (!webhooks.resend(Number(request.params.n))) return void response.status(404).json({ error: 'no such webhook' });
    back(request, response, () => response.status(202).json({ resent: Number(request.params.n) }));
  });

  router.post('/clearings', (request, response) => {
    const what = z.object({ what: z.enum(['faults', 'everything']) }).safeParse(request.body);
    if (!what.success) return void response.status(422).json({ errors: what.error.issues });
    if (what.data.what === 'faults') faults.clear();
    else for (const table of TABLES) store.exec(`DELETE FROM ${table}`);
    back(request, response, () => response.status(204).end());
  });
  return router;
}

/** A form's sender goes back to the page, a program gets its answer. */
function back(request: Request, response: Response, answer: () => void): void {
  if (request.is('urlencoded')) response.redirect(303, `${request.baseUrl}/`);
  else answer();
}

// a form sends empty fields where a program sends none
function withoutBlanks(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''));
}
