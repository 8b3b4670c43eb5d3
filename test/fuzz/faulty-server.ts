/** The API with faults built in: a proxy in front of it spoils what passes. */
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { request } from 'undici';

/** A request as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  headers: Record<string, string>;
}

/** An answer of the API. */
export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Spoils a request before it is passed on, or the answer before it is passed back. */
export interface Fault {
  request?(asked: Asked): void;
  answer?(answered: Answered, asked: Asked): void;
}

/** Hop-by-hop, or computed anew by whoever sends. */
const NOT_PASSED = ['host', 'connection', 'content-length', 'transfer-encoding', 'content-encoding', 'keep-alive'];

/** A server that passes everything on, with its faults. */
export async function startFaultyServer(
  target: string,
  faults: readonly Fault[],
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    void (async () => {
      const asked: Asked = { method: incoming.method ?? '', path: incoming.url ?? '', headers: headersOf(incoming) };
      for (const fault of faults) fault.request?.(asked);
      const answered = await pass(target, asked, await text(incoming));
      for (const fault of faults) fault.answer?.(answered, asked);
      response.writeHead(answered.status, answered.headers).end(answered.body);
    })().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !NOT_PASSED.includes(name) ? [[name, value]] : [],
    ),
  );

async function pass(target: string, { method, path, headers }: Asked, sent: string): Promise<Answered> {
  // Not `fetch`, which refuses TRACE.
  const answer = await request(`${target}${path}`, {
    method,
    headers,
    body: sent === '' ? null : sent,
  });
  const kept = Object.entries(answer.headers).flatMap(([name, value]) =>
    typeof value === 'string' && !NOT_PASSED.includes(name) ? [[name, value] as const] : [],
  );
  return { status: answer.statusCode, headers: Object.fromEntries(kept), body: await answer.body.text() };
}
