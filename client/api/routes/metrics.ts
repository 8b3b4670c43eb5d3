/** `GET /metrics`: for Prometheus. */
import { z } from 'zod';
import { problems } from '../document/answers';
import type { Api } from '../api';
import type { Metrics } from '../metrics';

/** Notes every request that was answered, and serves what was noted. */
export function metricsRoute(app: Api, metrics: Metrics): void {
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode: status, elapsedTime }) => {
    metrics.observe({ method, route: routeOptions.url ?? 'none', status, seconds: elapsedTime / 1_000 });
  });
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { permission: 'metrics:read' },
    schema: {
      operationId: 'scrapeMetrics',
      tags: ['operations'],
      summary: 'Metrics for Prometheus',
      description:
        'Requests of this process; runs by phase, those that need a person and the longest wait, from Temporal’s visibility ' +
        '(10 seconds old at most). `waba_temporal_reachable` is 0 where those cannot be read. Workers have metrics of their own.',
      response: {
        200: { description: 'Prometheus text.', content: { 'text/plain': { schema: z.string() } } },
        ...problems([]),
      },
    },
    handler: async (_request, reply) => {
      const { text, type } = await metrics.scrape();
      return reply.type(type).send(text);
    },
  });
}
