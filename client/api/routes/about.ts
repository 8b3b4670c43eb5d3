/** `GET /v1/about`: what holds for everybody on this server, for a client that shows it to people. */
import { z } from 'zod';
import { CURRENCY_DEADLINES } from '../../../domain/currencies';
import { json, problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { CREDIT_VERB_PERMISSIONS, PERMISSIONS, ROLES, VERB_PERMISSIONS, type Permission } from '../../access';
import { GRAPH_KINDS } from '../graph-host';

const permissions = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];
const permission = z.enum(permissions);

/** An object with exactly the keys of a table: a record would leave them open to whoever reads the document. */
function likeTable<K extends string, S extends z.ZodType>(table: Readonly<Record<K, unknown>>, value: S) {
  return z.object(Object.fromEntries(Object.keys(table).map((key) => [key, value])) as Record<K, S>);
}

const aboutSchema = z.object({
  version: z.string().describe('of this program'),
  graph: z
    .object({ host: z.string(), kind: z.enum(GRAPH_KINDS) })
    .describe(
      'the Graph API that this server was told the workers use (`GRAPH_API_URL`): Meta’s own, one on the same machine ' +
        '(`local`), which is a simulator, or `other`',
    ),
  requireSecondPerson: z.boolean().describe('whether who starts a migration can never approve it'),
  deadlines: z
    .array(z.object({ country: z.string(), countryName: z.string(), currency: z.string(), lastDay: z.iso.date() }))
    .describe('from the day after `lastDay`, Meta stops delivering messages of accounts in other currencies'),
  permissions: likeTable(PERMISSIONS, z.array(z.enum(ROLES))).describe('which roles have each permission'),
  verbs: likeTable(VERB_PERMISSIONS, permission).describe('what each verb of a migration asks for'),
  creditVerbs: likeTable(CREDIT_VERB_PERMISSIONS, permission).describe('what each verb of a credit operation asks for'),
});

export function aboutRoute(app: Api, { version, graph, requireSecondPerson }: RouteDeps): void {
  const about = {
    version,
    graph,
    requireSecondPerson,
    deadlines: CURRENCY_DEADLINES.map((deadline) => ({ ...deadline })),
    permissions: Object.fromEntries(permissions.map((name) => [name, [...PERMISSIONS[name]]])) as Record<
      Permission,
      (typeof ROLES)[number][]
    >,
    verbs: { ...VERB_PERMISSIONS },
    creditVerbs: { ...CREDIT_VERB_PERMISSIONS },
  };
  app.route({
    method: 'GET',
    url: '/v1/about',
    config: { permission: 'session:own' },
    schema: {
      operationId: 'showAbout',
      tags: ['operations'],
      summary: 'What holds on this server: which Graph API, legal deadlines, who may do what',
      response: { 200: json('The same for everybody.', aboutSchema), ...problems([]) },
    },
    handler: (_request, reply) => {
      void reply.send(about);
    },
  });
}
