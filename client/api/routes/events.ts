/** `GET /v1/events`: server-sent events. A snapshot first, then a hint for each run that entered another phase or closed. */
import { createSession } from 'better-sse';
import { z } from 'zod';
import { awaySchema, migrationListSchema, runChangeSchema } from '../../answer-schemas';
import { problems } from '../document/answers';
import type { Api, RouteDeps } from '../api';
import { Refused } from '../problems/refused';

/** A comment goes out this often where nothing else does, so that proxies and readers see that the stream lives. */
const HEARTBEAT_MS = 15_000;
/** How long browsers wait before they connect again. */
const RETRY_MS = 3_000;

/** An event of this name whose data is JSON of this shape. */
const event = <N extends string>(name: N, content: z.ZodType) => {
  // Without the registry of names: a reference to one would lead nowhere from in here.
  const { $schema: _dialect, ...contentSchema } = z.toJSONSchema(content, { metadata: z.registry() });
  return z.object({
    event: z.literal(name),
    id: z.string().describe('always empty: nothing is replayed'),
    data: z.string().meta({ contentMediaType: 'application/json', contentSchema }),
  });
};

/** Each event of the stream: OpenAPI 3.1 has no other place to describe one. */
const eventSchema = z.discriminatedUnion('event', [
  event('snapshot', migrationListSchema),
  event('changed', runChangeSchema),
  event('away', awaySchema),
]);

export function eventsRoute(app: Api, { events }: RouteDeps): void {
  app.route({
    method: 'GET',
    url: '/v1/events',
    // A stream has no head to ask for.
    exposeHeadRoute: false,
    config: { permission: 'migrations:read' },
    schema: {
      operationId: 'streamEvents',
      tags: ['events'],
      summary: 'Follow changes as server-sent events',
      description:
        '`snapshot` comes first: the first page of the list, with counts. Then `changed`, a hint: `{id, runId, wabaId, ' +
        'businessId, phase, phaseChangedAt, needsOperator, closed}`, where `id` is the workflow id. Read the run for its ' +
        'state. A change shows within about two seconds, later where Temporal’s visibility lags. `away` says that Temporal ' +
        'cannot be read; the next `snapshot` says that it can again. Hints may come twice, nothing is replayed, and pausing ' +
        'a run changes no phase, so it gives no hint.',
      response: {
        200: {
          description: 'The stream, of which the schema describes each event. It ends only when one side closes it.',
          content: { 'text/event-stream': { schema: eventSchema } },
        },
        ...problems([], { asksTemporal: true }),
      },
    },
    handler: async (request, reply) => {
      const snapshot = await events.prepare();
      // A reader that has left meanwhile would never be seen to leave.
      if (reply.raw.destroyed) return void reply.hijack();
      const headers = Object.fromEntries(
        Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]),
      );
      // From here on the response is the stream's; what it cannot begin is still answered as a problem.
      const session = await createSession(request.raw, reply.raw, {
        headers,
        keepAlive: HEARTBEAT_MS,
        retry: RETRY_MS,
        trustClientEventId: false,
      }).catch((cause: unknown) => {
        throw new Refused('malformed-request', 'The stream cannot be opened: is the header Host right?', { cause });
      });
      reply.hijack();
      if (!reply.raw.destroyed) events.join(session, reply.raw, snapshot);
    },
  });
}
