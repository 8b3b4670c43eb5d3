/** The same Temporal behind both clients: one goes straight to it, one through a server that listens on loopback. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
  createHttpWabaMigrations,
  createWabaMigrations,
  isWabaMigrationsError,
  type HttpWabaMigrationsOptions,
  type WabaMigrations,
} from '../../../client';
import type { Api, Migrations } from '../../../client/api/api';
import { serve } from '../api/served';
import { fakeTemporal, type Answers, type NotedCall } from '../client/faked-temporal';

/** Who asks where a server has no keys, so that both clients ask in one name. */
export const by = 'local:tester';

/** Listens on a free port of loopback; answers with the address. */
export const listen = (api: Api): Promise<string> => api.listen({ host: '127.0.0.1', port: 0 });

/** An address on loopback at which nobody answers. */
export async function nobodyAt(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** Over HTTP to these migrations, without a second attempt. */
export async function overHttp(
  migrations: Migrations,
  more: Partial<HttpWabaMigrationsOptions> = {},
): Promise<WabaMigrations> {
  const { api } = await serve({}, { migrations });
  return createHttpWabaMigrations({ baseUrl: await listen(api), retry: { attempts: 1 }, ...more });
}

/** How a call ended: what it answered, or everything that its error says. */
export type Ending = { readonly answer: unknown } | { readonly error: unknown };

/** One client's way to the same Temporal. */
export interface Way {
  readonly ending: Ending;
  /** What Temporal was asked. */
  readonly noted: readonly NotedCall[];
}

/** Makes the same call by both clients. */
export async function byBoth(
  answers: () => Answers,
  call: (migrations: WabaMigrations) => Promise<unknown>,
): Promise<{ readonly direct: Way; readonly http: Way }> {
  const straight = fakeTemporal(answers());
  const behind = fakeTemporal(answers());
  const server = await overHttp(createWabaMigrations({ client: behind.client }));
  return {
    direct: { ending: await endingOf(call(createWabaMigrations({ client: straight.client }))), noted: straight.noted },
    http: { ending: await endingOf(call(server)), noted: behind.noted },
  };
}

async function endingOf(call: Promise<unknown>): Promise<Ending> {
  try {
    return { answer: await call };
  } catch (error) {
    if (!isWabaMigrationsError(error)) throw error;
    return { error: { ...error, ...error.toJSON(), name: error.name } };
  }
}
