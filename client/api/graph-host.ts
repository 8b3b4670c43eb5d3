/** Which Graph API the workers use, as far as an API process was told: shown so that nobody takes a simulator for Meta. */
import { isLoopback } from '../access';

/** What can be said of a Graph API by its address. */
export const GRAPH_KINDS = ['meta', 'local', 'other'] as const;

/** A Graph API: the host of its address, and whose it is. */
export interface GraphHost {
  readonly host: string;
  readonly kind: (typeof GRAPH_KINDS)[number];
}

const META = 'graph.facebook.com';

/**
 * The Graph API at a base URL. Only Meta's own name is Meta, and only this machine is surely none of it: a host in between
 * may lead to either.
 */
export function graphHostOf(baseUrl: string): GraphHost {
  const { host, hostname, protocol } = new URL(baseUrl);
  if (host === META && protocol === 'https:') return { host, kind: 'meta' };
  return { host, kind: isLoopback(hostname) ? 'local' : 'other' };
}
