/** A codec server beside an API with the same keys and sessions, for one test. */
import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Api } from '../../../client/api/api';
import { fromJson, toJson, type Payloads } from '../../../client/codec/payloads';
import { createCodecServer, type CodecServerOptions } from '../../../client/codec/server';
import { createEncryptionCodec, parsePayloadKeys, type PayloadKeys } from '../../../runtime/data-converter';
import { createLogger } from '../../../runtime/logger';
import { serveWithKeys, type Secured, type SecuredOptions } from '../api/secured';

/** The page of the Web UI: another port of the host of the API, so another origin of one site. */
export const UI = 'http://localhost:8233';

/** Payload keys under an id that a test names. */
export function payloadKeys(id: string): PayloadKeys {
  const keys = parsePayloadKeys(`${id}:${randomBytes(32).toString('base64')}`);
  if (keys === undefined) throw new Error(`not an id: ${id}`);
  return keys;
}

/** A codec server, what it logged, and the API that people sign in at. */
export interface ServedCodec {
  readonly codec: Api;
  readonly log: readonly string[];
  readonly secured: Secured;
  readonly keys: PayloadKeys;
}

const open: Api[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** Makes both; they are closed after the test. */
export async function serveCodec(
  more: Partial<CodecServerOptions> = {},
  options: SecuredOptions = {},
): Promise<ServedCodec> {
  const secured = await serveWithKeys(options);
  const keys = more.payloadKeys ?? payloadKeys('autumn');
  const log: string[] = [];
  const destination = { write: (line: string) => void log.push(line) };
  const logger = createLogger({ level: 'trace', name: 'codec', destination });
  const codec = await createCodecServer({
    payloadKeys: keys,
    access: secured.access,
    temporalUiUrl: UI,
    logger,
    ...more,
  });
  open.push(codec);
  return { codec, log, secured, keys };
}

/** A request as the Web UI makes it. */
export const fromPage = (headers: Record<string, string> = {}): Record<string, string> => ({
  host: 'localhost:8081',
  origin: UI,
  'sec-fetch-site': 'same-site',
  'sec-fetch-mode': 'cors',
  'x-namespace': 'default',
  ...headers,
});

/** Asks for payloads to be encoded or decoded. */
export const ask = (
  { codec }: Pick<ServedCodec, 'codec'>,
  path: '/decode' | '/encode',
  payload: object,
  headers: InjectOptions['headers'] = {},
): Promise<LightMyRequestResponse> => codec.inject({ method: 'POST', url: path, payload, headers });

/** A value as it stands in Temporal under keys. */
export async function sealed(keys: PayloadKeys, value: unknown): Promise<Payloads> {
  const plain: Payload = defaultPayloadConverter.toPayload<unknown>(value);
  return toJson(await createEncryptionCodec(keys).encode([plain]));
}

/** The values of an answer. */
export const valuesOf = (answer: LightMyRequestResponse): unknown[] =>
  fromJson(answer.json<Payloads>()).map((payload) => defaultPayloadConverter.fromPayload(payload));

/** Headers of an answer by which a browser lets a page read it. */
export const corsOf = ({ headers }: LightMyRequestResponse): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control')));
