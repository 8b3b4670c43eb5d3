/** Sends bytes to a server as they stand, for requests that no client library would make. */
import { connect, type AddressInfo } from 'node:net';
import type { Served } from './served';

/** What came back until the server closed the connection. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Lets a server listen on a free port of loopback; answers with the port. */
export async function listen({ api }: Served): Promise<number> {
  await api.listen({ host: '127.0.0.1', port: 0 });
  return (api.server.address() as AddressInfo).port;
}

/** Sends texts one after another, never ends the request by itself, and waits until the server has closed. */
export async function sendRaw(port: number, ...texts: readonly string[]): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => (received += text));
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    // A server that has refused may reset the connection while bytes are still on their way.
    socket.once('error', () => resolve());
  });
  for (const text of texts) socket.write(text, 'latin1');
  await closed;
  const [head = '', ...body] = received.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: body.join('\r\n\r\n') };
}
