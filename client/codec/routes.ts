/** `POST /decode` and `POST /encode` of Temporal's codec protocol, and `GET /healthz`. */
import { ApplicationFailure, type Payload, type PayloadCodec } from '@temporalio/common';
import type { Permission } from '../access';
import type { Api } from '../api/api';
import { Refused } from '../api/problems/refused';
import { fromJson, payloadsSchema, toJson } from './payloads';

/** Adds the routes. Nothing of what is encoded or decoded is logged. */
export function codecRoutes(app: Api, codec: PayloadCodec): void {
  const add = (url: string, permission: Permission, work: (payloads: Payload[]) => Promise<Payload[]>): void => {
    app.route({
      method: 'POST',
      url,
      config: { permission },
      schema: { body: payloadsSchema },
      handler: async ({ body }, reply) => {
        const payloads = await work(fromJson(body)).catch(refuse);
        return reply.header('cache-control', 'no-store').send(toJson(payloads));
      },
    });
  };
  add('/decode', 'payloads:decode', (payloads) => codec.decode(payloads));
  add('/encode', 'payloads:encode', (payloads) => codec.encode(payloads));

  app.route({
    method: 'GET',
    url: '/healthz',
    config: { permission: 'public' },
    handler: (_request, reply) => reply.send({ status: 'ok' }),
  });
}

/** A key that is missing is named; anything else that the codec throws is not foreseen. */
function refuse(error: unknown): never {
  if (!(error instanceof ApplicationFailure) || error.type !== 'PayloadKeyMissing') throw error;
  throw new Refused('payload-key-missing', error.message, {
    fix: 'Give the codec server every key of the workers, the older ones too.',
    cause: error,
  });
}
