import type { FastifyInstance } from 'fastify';

import type { Waba } from '../account';
import { settle } from '../migration/engine';
import { addAccount, patchAccount, ScenarioError } from '../scenario/account';
import { accountPatchSchema, accountSpecSchema } from '../scenario/spec';
import type { World } from '../world';

/** Accounts for scenarios: make one, look at it, change it. */
export function registerWabas(server: FastifyInstance, world: World): void {
  const find = (id: string): Waba => {
    settle(world);
    const waba = world.state.wabas.find((other) => other.id === id);
    if (!waba) throw new ScenarioError(`there is no WABA ${id}`);
    return waba;
  };
  server.post('/_sim/wabas', (request) =>
    addAccount(world.state, accountSpecSchema.parse(request.body ?? {}), world.clock.nowMs()),
  );
  server.get<{ Params: { id: string } }>('/_sim/wabas/:id', (request) => find(request.params.id));
  server.patch<{ Params: { id: string } }>('/_sim/wabas/:id', (request) => {
    const waba = find(request.params.id);
    patchAccount(world.state, waba, accountPatchSchema.parse(request.body), world.clock.nowMs());
    return waba;
  });
}
