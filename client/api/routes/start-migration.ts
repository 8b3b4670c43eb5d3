/** `POST /v1/migrations`: starts a migration, or a dry run of one. */
import { z } from 'zod';
import { startInputSchema } from '../../../domain/input';
import { isAllowed, rolesWith, VERB_PERMISSIONS } from '../../access';
import { demandSecondPerson } from '../../start/second-person';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { idempotencyHeaders, startIdempotency } from '../requests/idempotency';
import { demand, type Principal } from '../security/principal';
import { Refused } from '../problems/refused';
import { startedSchema } from '../../answer-schemas';

// The rest of the input's rules (the refinements over several fields) is checked by the client, with the whole input.
const { startedBy: _startedBy, ...fields } = startInputSchema.shape;
const startBody = z.strictObject(fields);

export function startMigrationRoute(app: Api, { migrations, requireSecondPerson }: RouteDeps): void {
  app.route({
    method: 'POST',
    url: '/v1/migrations',
    config: { permission: 'migrations:dry-run' },
    schema: {
      operationId: 'startMigration',
      tags: ['migrations'],
      summary: 'Start a migration, or a dry run of one',
      description:
        'Starts one run for the account. Where the same was started before, it answers with that run and `started: false`; ' +
        'where another run of the account is in the way, with 409. With `dryRun: true` the account is read and judged, and ' +
        'nothing is written. `approval: auto` lets the numbers move without a person, so a start with it asks for the ' +
        'permission to approve as well.',
      headers: idempotencyHeaders,
      body: startBody,
      response: {
        200: json('It is there already, asking for the same.', startedSchema),
        201: json('Started.', startedSchema),
        ...problems(['invalid-input', 'idempotency-key-reused', 'conflict'], { asksTemporal: true, takesBody: true }),
      },
    },
    handler: async (request, reply) => {
      const { body, principal } = request;
      if (!body.dryRun) demand(principal, 'migrations:start');
      const asked = { ...body, startedBy: principal.name };
      const input = requireSecondPerson ? demandSecondPerson(asked, request.sentBody) : asked;
      if (!body.dryRun && body.approval === 'auto') demandApprover(principal);
      const result = await migrations.start(input, { requestId: request.id, ...startIdempotency(request) });
      return reply
        .code(result.started ? 201 : 200)
        .header('location', `/v1/migrations/${result.wabaId}${body.dryRun ? '?dryRun=true' : ''}`)
        .send(result);
    },
  });
}

/** Who starts with `approval: auto` approves beforehand; throws {@link Refused} where they may not approve at all. */
function demandApprover({ name, role }: Principal): void {
  if (isAllowed(role, VERB_PERMISSIONS.approve)) return;
  const roles = rolesWith('migrations:start', VERB_PERMISSIONS.approve).join(' or ');
  const message = `cannot be auto: ${name} has the role ${role}, which does not have ${VERB_PERMISSIONS.approve}`;
  const fix = `Start with manual and let somebody approve it, or ask somebody with the role ${roles}.`;
  throw new Refused('forbidden', `approval ${message}`, { faults: [{ in: 'body', field: 'approval', message, fix }] });
}
