/** One call to the Graph API as the endpoint files describe it, before transport, token and host. */
import type { Bucket } from './budgets';
import { percentEncode } from './encode';
import { GraphError } from './errors';

/** A call: what is asked, not how it travels. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The segments after the version. Ids are opaque: each segment is percent-encoded. */
  readonly path: readonly string[];
  /** Parameters of the query; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** A JSON body; without one, nothing is sent. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** The hourly budget that the call counts against. */
  readonly bucket: Bucket;
  /** Values in query or body that must not come back in an error, besides the token. */
  readonly secrets?: readonly string[];
}

/** How errors and records name a call: method and path, without host, version or query. */
export function nameOf(request: GraphRequest): string {
  return `${request.method} /${request.path.map(percentEncode).join('/')}`;
}

/**
 * The address of a call. Throws `parameter` where a segment is empty or made of dots: the first would call another
 * endpoint, and URLs drop the second even when it is percent-encoded.
 */
export function urlOf(base: string, request: GraphRequest): URL {
  const bad = request.path.find((segment) => /^\.{0,2}$/.test(segment));
  if (bad !== undefined) {
    throw new GraphError('parameter', `${nameOf(request)}: not sent, "${bad}" is no id of Meta's; give the right one`);
  }
  const url = new URL(`${base}/${request.path.map(percentEncode).join('/')}`);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}
