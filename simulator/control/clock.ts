import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { settle } from '../migration/engine';
import type { World } from '../world';

const advanceSchema = z.strictObject({ advanceMs: z.number().int().nonnegative() });

/** `GET` and `POST /_sim/clock`: reads the simulated time, or pushes it forward. */
export function registerClock(server: FastifyInstance, world: World, speed: number): void {
  const show = (): { now: string; nowMs: number; speed: number } => {
    const nowMs = world.clock.nowMs();
    return { now: new Date(nowMs).toISOString(), nowMs, speed };
  };
  server.get('/_sim/clock', show);
  server.post('/_sim/clock', (request) => {
    world.clock.advance(advanceSchema.parse(request.body).advanceMs);
    settle(world);
    return show();
  });
}
