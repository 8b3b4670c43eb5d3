/** `GET /healthz` and `GET /readyz`: whether this process lives, and whether runs can be started, told and moved now. */
import { z } from 'zod';
import { readinessSchema } from '../../answer-schemas';
import { json, orProblem, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';

const healthSchema = z.object({ status: z.literal('ok') });

export function healthRoutes(app: Api, { migrations }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/healthz',
    config: { permission: 'public' },
    schema: {
      operationId: 'readHealth',
      tags: ['operations'],
      summary: 'Whether this process lives',
      description: 'Asks nobody. Restart a process that does not answer.',
      security: [],
      response: { 200: json('It lives.', healthSchema), ...problems([], { isPublic: true }) },
    },
    handler: (_request, reply) => {
      void reply.send({ status: 'ok' });
    },
  });

  app.route({
    method: 'GET',
    url: '/readyz',
    config: { permission: 'public' },
    schema: {
      operationId: 'readReadiness',
      tags: ['operations'],
      summary: 'Whether runs can be started, told and moved now',
      description:
        'Temporal answers, the search attributes are registered, and workers poll both task queues. Answers within three ' +
        'seconds. A worker that was killed counts for up to 75 seconds more.',
      security: [],
      response: {
        ...problems([], { isPublic: true }),
        200: json('Everything is well.', readinessSchema),
        503: orProblem(json('Something is missing, or this server is stopping.', readinessSchema)),
      },
    },
    handler: async (_request, reply) => {
      const { ready, checks } = await migrations.readiness();
      return reply.code(ready ? 200 : 503).send({ ready, checks: [...checks] });
    },
  });
}
