/** The API with API keys, for tests of who may do what. Time stands still and moves with `later`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import {
  createAccess,
  createKey,
  ROLES,
  type Access,
  type AccessOptions,
  type CreatedKey,
  type Role,
} from '../../../client/access';
import type { ApiOptions } from '../../../client/api/server';
import type { Answers } from './faked-migrations';
import { serve, type Served } from './served';

/** A server with a key for each role. */
export interface Secured extends Served {
  /** Where the keys are. */
  readonly file: string;
  readonly keys: Readonly<Record<Role, CreatedKey>>;
  readonly access: Access;
}

/** What differs from a server on loopback over plain HTTP with a session secret. */
export interface SecuredOptions {
  readonly access?: Partial<AccessOptions>;
  readonly api?: Partial<ApiOptions>;
  readonly answers?: Answers;
  /** Keys of another server, which this one shares. */
  readonly sharing?: Secured;
}

const folders: string[] = [];

beforeEach(() => {
  // Only the clock is faked: servers, sockets and promises go on by themselves.
  const doNotFake = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;
  const timers = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
  jest.useFakeTimers({ doNotFake: [...doNotFake, ...timers], now: new Date('2026-11-01T10:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Lets time pass. */
export const later = (ms: number): void => void jest.setSystemTime(Date.now() + ms);

/** Makes a server with keys; both are gone after the test. */
export async function serveWithKeys(options: SecuredOptions = {}): Promise<Secured> {
  const { file, keys } = options.sharing ?? (await makeKeys());
  const access = createAccess({
    host: '127.0.0.1',
    apiKeysFile: file,
    sessionSecret: 's'.repeat(32),
    publicUrl: undefined,
    localName: 'local:nobody',
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...options.access,
  });
  return { file, keys, access, ...(await serve(options.answers, { access, ...options.api })) };
}

async function makeKeys(): Promise<Pick<Secured, 'file' | 'keys'>> {
  const folder = mkdtempSync(join(tmpdir(), 'secured-'));
  folders.push(folder);
  const file = join(folder, 'keys.json');
  const keys: Partial<Record<Role, CreatedKey>> = {};
  for (const role of ROLES)
    keys[role] = await createKey(file, { name: `${role} key`, role, expires: null }, new Date());
  return { file, keys: keys as Secured['keys'] };
}

/** The header of a key. */
export const bearer = ({ key }: { readonly key: string }): { authorization: string } => ({
  authorization: `Bearer ${key}`,
});

/** A browser that is signed in: its cookie, and the token that a page of the server can read. */
export interface SignedIn {
  readonly cookie: string;
  readonly csrfToken: string;
  readonly answer: LightMyRequestResponse;
}

/** Signs in as a browser does that shows a page of the server. */
export async function signIn({ api }: Served, { key }: { readonly key: string }): Promise<SignedIn> {
  const answer = await api.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
    payload: { key },
  });
  expect(answer.statusCode).toBe(200);
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
  return { cookie, csrfToken: answer.json<{ csrfToken: string }>().csrfToken, answer };
}

/** A change that every role but viewer may ask for: a dry run. */
export const dryRun: InjectOptions = {
  method: 'POST',
  url: '/v1/migrations',
  payload: { wabaId: '1001', targetCurrency: 'INR', dryRun: true },
};
