/** `GET /v1/migrations/{wabaId}/report`: what was checked, what differs, and the digest that a person approves. */
import { NotFound } from '../..';
import { reportSchema } from '../../../domain/state';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { runQuery, wabaParams } from '../document/schemas';

export function migrationReportRoute(app: Api, { migrations }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/migrations/:wabaId/report',
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'showReport',
      tags: ['migrations'],
      summary: 'Show checks, differences, old and new ids, and the digest to approve',
      params: wabaParams,
      querystring: runQuery,
      response: {
        200: json('The report.', reportSchema),
        ...problems(['invalid-input', 'not-found', 'no-worker'], { asksTemporal: true }),
      },
    },
    handler: async ({ params, query }) => {
      const { report, phase } = await migrations.get(params.wabaId, { dryRun: query.dryRun ?? false });
      if (report !== null) return report;
      throw new NotFound(
        `The run of WABA ${params.wabaId} is ${phase} and has no report`,
        'A report is there once the account was assessed.',
      );
    },
  });
}
