/** `GET /v1/migrations`: the migrations that Temporal's visibility knows, page by page, with counts by phase. */
import { z } from 'zod';
import { listFilterSchema } from '../..';
import { json, problems } from '../document/answers';
import type { Api, Migrations } from '../api';
import { queryBoolean, queryInteger } from '../requests/query-values';
import { migrationListSchema } from '../../answer-schemas';

const { needsOperator: _needsOperator, pageSize, ...texts } = listFilterSchema.shape;

const listQuery = z.strictObject({
  ...texts,
  needsOperator: queryBoolean.optional().describe('whether only a person can move the run'),
  pageSize: queryInteger(pageSize).optional(),
  counts: queryBoolean.optional().describe('whether to count by phase; by default on the first page only'),
});

/** Registers the route. `migrations` may be shared by who asks at the same moment. */
export function listMigrationsRoute(app: Api, migrations: Pick<Migrations, 'list' | 'count'>): void {
  app.route({
    method: 'GET',
    url: '/v1/migrations',
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'listMigrations',
      tags: ['migrations'],
      summary: 'List migrations, with counts by phase',
      description:
        'Open runs come before closed ones, each newest first: that is the order of Temporal’s visibility, and it has no ' +
        'other. A run appears within about a second of its start. `idPrefix` takes a whole id or its first digits, be it the ' +
        'id of the account or of its clone; of a clone that was left behind, the whole id.',
      querystring: listQuery,
      response: {
        200: json('One page.', migrationListSchema),
        ...problems(['invalid-input'], { asksTemporal: true }),
      },
    },
    handler: async (request) => {
      const { counts: wantsCounts, ...filter } = request.query;
      const { phase: _phase, pageSize: _pageSize, pageToken, ...selection } = filter;
      const [page, counts] = await Promise.all([
        migrations.list(filter),
        (wantsCounts ?? pageToken === undefined) ? migrations.count(selection) : null,
      ]);
      return { migrations: [...page.migrations], nextPageToken: page.nextPageToken, counts };
    },
  });
}
