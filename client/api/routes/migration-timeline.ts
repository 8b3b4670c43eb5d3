/** `GET /v1/migrations/{wabaId}/timeline`: what happened, in order, and by whom. */
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { runQuery, timelineSchema, wabaParams } from '../document/schemas';

export function migrationTimelineRoute(app: Api, { migrations }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/migrations/:wabaId/timeline',
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'showTimeline',
      tags: ['migrations'],
      summary: 'Show what happened, in order, and by whom',
      params: wabaParams,
      querystring: runQuery,
      response: {
        200: json('The timeline.', timelineSchema),
        ...problems(['invalid-input', 'not-found', 'no-worker'], { asksTemporal: true }),
      },
    },
    handler: async ({ params, query }) => {
      const { timeline } = await migrations.get(params.wabaId, { dryRun: query.dryRun ?? false });
      return { timeline };
    },
  });
}
