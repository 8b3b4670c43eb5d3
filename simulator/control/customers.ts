import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { findCreditLine } from '../credit';
import { ScenarioError } from '../scenario/account';
import { addCustomer, addLine, customerSpecSchema, linePatchSchema, lineSpecSchema } from '../scenario/customer';
import type { World } from '../world';

const businessPatchSchema = z.strictObject({
  name: z.string().optional(),
  verificationStatus: z.string().optional(),
});

/** The money side of scenarios: lines of credit, and customers with accounts, sharing records and a token. */
export function registerCustomers(server: FastifyInstance, world: World): void {
  server.post('/_sim/customers', (request) =>
    addCustomer(world.state, customerSpecSchema.parse(request.body ?? {}), world.clock.nowMs()),
  );
  server.post('/_sim/lines', (request) => addLine(world.state, lineSpecSchema.parse(request.body ?? {})));
  server.patch<{ Params: { id: string } }>('/_sim/lines/:id', (request) => {
    const line = findCreditLine(world.state, request.params.id);
    if (!line) throw new ScenarioError(`there is no line of credit ${request.params.id}`);
    return Object.assign(line, linePatchSchema.parse(request.body));
  });
  server.patch<{ Params: { id: string } }>('/_sim/businesses/:id', (request) => {
    const business = world.state.businesses.find(({ id }) => id === request.params.id);
    if (!business) throw new ScenarioError(`there is no portfolio ${request.params.id}`);
    return Object.assign(business, businessPatchSchema.parse(request.body));
  });
}
