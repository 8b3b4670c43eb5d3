/** Ports of this machine, for servers that answer on it alone. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { Progress } from './server-cache';

/** The address that servers of our own listen on: nobody else is to reach them. */
export const HOST = '127.0.0.1';

/** Every port of a range is taken. The message says from where on, and what to do. */
export class NoFreePortError extends Error {
  override readonly name = 'NoFreePortError';
}

/** The first free port from `first` on; says so where it is another one. From 0 on it is any: the system chooses. */
export async function freePort(first: number, log: Progress, what: string, taken?: number): Promise<number> {
  if (first === 0) return anyFreePort();
  for (let port = first; port < Math.min(first + 200, 65_536); port += 1) {
    if (port === taken || !(await isFree(port))) continue;
    if (port !== first) log(`Port ${first} is busy; ${what} takes ${port}.`);
    return port;
  }
  throw new NoFreePortError(`No free port for ${what} from ${first} on: stop what uses them.`);
}

async function anyFreePort(): Promise<number> {
  const server = createServer().listen({ host: HOST, port: 0, exclusive: true });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether nobody answers on a port and it can be bound; a listener on all addresses does not stop a bind to one. */
export async function isFree(port: number): Promise<boolean> {
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: HOST, port, timeout: 500 });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(true));
  });
  if (answered) return false;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
