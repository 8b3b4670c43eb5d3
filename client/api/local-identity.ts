/**
 * Who makes a request where no API keys are set: whoever reaches this machine's loopback address, with every permission.
 * A web page in somebody's browser reaches it too, so requests that come from one are refused.
 */
import type { FastifyRequest } from 'fastify';
import type { Identify } from './principal';
import { Refused } from './refused';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Recognises everybody as the user of this machine, as in `local:ops`. */
export function localIdentity(name: string): Identify {
  return (request) => {
    refuseForeignPages(request);
    return { name, role: 'admin', keyId: null };
  };
}

/** Another site's page may not use this server, also not by a name of its own that leads here (DNS rebinding). */
function refuseForeignPages({ headers }: FastifyRequest): void {
  const { host = '', origin } = headers;
  if (!LOOPBACK_NAMES.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    throw new Refused('forbidden', 'Without API keys this server answers to localhost only', {
      fix: 'Use http://localhost or http://127.0.0.1, or give the server API keys.',
    });
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new Refused('forbidden', 'A web page of another site may not use this server');
  }
}
