import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { faultRuleSchema, randomFaultsSchema } from '../fault-rules';
import type { World } from '../world';

const releaseSchema = z.strictObject({
  id: z.string().optional(),
  outcome: z.enum(['answer', 'drop']).default('answer'),
});

/** Fault rules, the random mode, and the calls that are held. */
export function registerFaults(server: FastifyInstance, world: World): void {
  server.get('/_sim/faults', () => ({ faults: world.faults.list(), random: world.faults.random() }));
  server.post('/_sim/faults', (request) => world.faults.add(faultRuleSchema.parse(request.body)));
  server.delete('/_sim/faults', () => {
    world.faults.randomize(null);
    return { removed: world.faults.remove() };
  });
  server.delete<{ Params: { id: string } }>('/_sim/faults/:id', (request) => ({
    removed: world.faults.remove(request.params.id),
  }));
  server.put('/_sim/faults/random', (request) => {
    const random = world.faults.randomize(randomFaultsSchema.parse(request.body));
    // The seed goes into the journal: with it the same run can be had again.
    world.journal.append({
      at: new Date(world.clock.nowMs()).toISOString(),
      method: 'CONTROL',
      path: '/_sim/faults/random',
      wabaId: null,
      migrationId: null,
      tokenRef: null,
      status: null,
      fault: `random seed ${random?.seed} probability ${random?.probability}`,
      effect: null,
    });
    return random;
  });
  server.get('/_sim/holds', () => ({ holds: world.holds.list() }));
  server.post('/_sim/holds/release', (request) => {
    const { id, outcome } = releaseSchema.parse(request.body ?? {});
    return { released: world.holds.release(outcome, id) };
  });
}
