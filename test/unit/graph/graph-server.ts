/** A real HTTP server on the loopback that stands where Graph would, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraphClient, type GraphClientOptions } from '../../../activities/graph';
import type { CallOptions, GraphApi } from '../../../activities/graph/api';
import { GraphError } from '../../../activities/graph/errors';

/** One request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  /** The path as sent, still encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What to answer: JSON with a status, or a function that writes (or breaks) the answer itself. */
export type Reply =
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly headers?: Record<string, string>;
    }
  | ((response: ServerResponse) => void);

/** A running server. */
export interface GraphServer {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** Answers one request after the other from this list, the last one for good. */
  script(...replies: Reply[]): void;
  /** Answers by the request. */
  answer(by: (request: SeenRequest) => Reply): void;
  close(): Promise<void>;
}

/** Starts a server. */
export async function startGraphServer(): Promise<GraphServer> {
  const seen: SeenRequest[] = [];
  let by: (request: SeenRequest) => Reply = () => ({ status: 500, text: 'no reply was scripted' });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = '', search = ''] = (request.url ?? '').split('?');
      const arrived: SeenRequest = {
        method: request.method ?? '',
        path,
        query: Object.fromEntries(new URLSearchParams(search)),
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(arrived);
      write(response, by(arrived));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    script: (...replies) => {
      const left = [...replies];
      by = () => (left.length > 1 ? left.shift() : left[0]) ?? {};
    },
    answer: (answerBy) => {
      by = answerBy;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function write(response: ServerResponse, reply: Reply): void {
  if (typeof reply === 'function') return reply(response);
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
  response.end(reply.text ?? JSON.stringify(reply.json ?? {}));
}

/** A token of the shape that Meta's have. */
export const TOKEN = 'EAABsbCS1iHgBA0ZCexampletokenZD0123456789';
/** An app secret. */
export const APP_SECRET = '0123456789abcdef0123456789abcdef';
/** The call options of most tests. */
export const CALL: CallOptions = { token: TOKEN };

/** A client of a server, with the proof and short timeouts. */
export function clientOf(server: { readonly url: string }, more: Partial<GraphClientOptions> = {}): GraphApi {
  return createGraphClient({ baseUrl: server.url, version: 'v26.0', appId: '42', appSecret: APP_SECRET, ...more });
}

/** The error envelope of Graph. */
export function envelope(code: number, more: Record<string, unknown> = {}): Reply {
  return { status: 400, json: { error: { message: `(#${code}) refused`, type: 'OAuthException', code, ...more } } };
}

/** The failure of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<GraphError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
  throw new Error('the call was to fail and did not');
}
