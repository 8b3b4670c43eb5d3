/** `GET /v1/migrations/{wabaId}`: the state document of an account's newest run. */
import { stateDocumentSchema } from '../../../domain/state';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { runQuery, wabaParams } from '../document/schemas';

export function showMigrationRoute(app: Api, { migrations }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/migrations/:wabaId',
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'showMigration',
      tags: ['migrations'],
      summary: 'Show where a migration stands',
      description:
        'The state document of the newest run. An open run is asked itself, which needs a worker; a closed one is not.',
      params: wabaParams,
      querystring: runQuery,
      response: {
        200: json('The state document.', stateDocumentSchema),
        ...problems(['invalid-input', 'not-found', 'no-worker'], { asksTemporal: true }),
      },
    },
    handler: async ({ params, query }) => migrations.get(params.wabaId, { dryRun: query.dryRun ?? false }),
  });
}
