/** `GET /openapi.json`: what the API is, for programs. */
import type { Api } from '../api';

export function openapiRoute(app: Api): void {
  app.route({
    method: 'GET',
    url: '/openapi.json',
    config: { permission: 'public' },
    schema: { hide: true },
    handler: (_request, reply) => reply.send(app.swagger()),
  });
}
