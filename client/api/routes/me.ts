/** `GET /v1/me`: who the server takes the caller for, what they may do, and where the runs can be looked at. */
import { z } from 'zod';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { isAllowed, PERMISSIONS, ROLES, type Permission } from '../../access';

const permissions = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

const meSchema = z.object({
  name: z.string().describe('what runs and timelines keep of who decided'),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(permissions)),
  version: z.string().describe('of this program'),
  temporalUi: z
    .object({ uiUrl: z.string(), namespace: z.string() })
    .nullable()
    .describe('where Temporal’s Web UI shows the runs: <uiUrl>/namespaces/<namespace>/workflows/<workflowId>/<runId>'),
});

export function meRoute(app: Api, { version, temporalUi }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/me',
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'showMe',
      tags: ['operations'],
      summary: 'Who I am and what I may do',
      response: { 200: json('The caller.', meSchema), ...problems([]) },
    },
    handler: ({ principal: { name, role } }, reply) => {
      void reply.send({
        name,
        role,
        permissions: permissions.filter((permission) => isAllowed(role, permission)),
        version,
        temporalUi,
      });
    },
  });
}
