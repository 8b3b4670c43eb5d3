import type { FastifyInstance } from 'fastify';

import { settle } from '../migration/engine';
import type { World } from '../world';

/** `GET /_sim/journal`: every call and what the clock did, oldest first; `?after=SEQ` leaves out older ones. */
export function registerJournal(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: { after?: string } }>('/_sim/journal', (request) => {
    settle(world);
    const after = Number(request.query.after ?? 0);
    return { entries: world.journal.entries().filter(({ seq }) => seq > after) };
  });
}
