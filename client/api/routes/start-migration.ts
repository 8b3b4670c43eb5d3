/** `POST /v1/migrations`: starts a migration, or a dry run of one. */
import { z } from 'zod';
import { startInputSchema } from '../../../domain/input';
import { startedSchema } from '../../answer-schemas';
import { demandSecondPerson } from '../../start/second-person';
import { json, problems } from '../answers';
import type { Api, RouteDeps } from '../api';
import { idempotencyHeaders, startIdempotency } from '../idempotency';
import { demand } from '../principal';

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
        'nothing is written.',
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
      const result = await migrations.start(input, { requestId: request.id, ...startIdempotency(request) });
      return reply
        .code(result.started ? 201 : 200)
        .header('location', `/v1/migrations/${result.wabaId}${body.dryRun ? '?dryRun=true' : ''}`)
        .send(result);
    },
  });
}
