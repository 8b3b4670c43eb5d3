import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { ScenarioError } from '../scenario/account';
import type { World } from '../world';
import { registerClock } from './clock';
import { registerCustomers } from './customers';
import { registerFaults } from './faults';
import { registerJournal } from './journal';
import { registerState } from './state';
import { registerWabas } from './wabas';

/** The control plane under `/_sim`: never journalled, never throttled, no token. */
export function registerControl(server: FastifyInstance, world: World, speed: number, changed: () => void): void {
  void server.register((control, _options, done) => {
    control.removeContentTypeParser('*');
    control.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
      const text = String(body).trim();
      try {
        parsed(null, text === '' ? undefined : JSON.parse(text));
      } catch {
        parsed(new ScenarioError('the body is no JSON'), undefined);
      }
    });
    control.setErrorHandler((error, _request, reply) => {
      if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
      if (error instanceof ScenarioError) return reply.code(400).send({ error: error.message });
      throw error;
    });
    control.addHook('onSend', (request, _reply, _payload, next) => {
      if (request.method !== 'GET') changed();
      next();
    });
    registerJournal(control, world);
    registerState(control, world);
    registerClock(control, world, speed);
    registerFaults(control, world);
    registerWabas(control, world);
    registerCustomers(control, world);
    control.all('/_sim/*', (request, reply) =>
      reply.code(404).send({ error: `no control route ${request.method} ${request.url}` }),
    );
    done();
  });
}
