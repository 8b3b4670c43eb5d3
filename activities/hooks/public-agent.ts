/**
 * Connections of hooks. What is checked is the address that is connected to, not the name that leads to it: the answer of
 * the one look-up that the connection uses is what is filtered, so a name that points elsewhere a moment later, or at
 * several addresses, leads nowhere else.
 */
import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isPublicAddress } from './public-address';

/** A hook's host has no address that hooks may connect to. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  constructor(readonly host: string) {
    super(`${host} is not on the public internet`);
  }
}

/** How a name becomes addresses: `dns.lookup`, or a test's. */
export type LookupAll = (
  host: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** What an agent of hooks may connect to, and for how long it may try. */
export interface HookAgentOptions {
  /** Whether addresses that are not public are allowed too. */
  readonly allowPrivate: boolean;
  readonly connectTimeoutMs: number;
  readonly lookup?: LookupAll;
}

/** The agent of all hooks. A request to an address that is refused fails with {@link PrivateAddressError}. */
export function createHookAgent({ allowPrivate, connectTimeoutMs, lookup = systemLookup }: HookAgentOptions): Agent {
  const isAllowed = (address: string) => allowPrivate || isPublicAddress(address);
  const connect = buildConnector({ lookup: onlyAllowed(lookup, isAllowed), timeout: connectTimeoutMs });
  return new Agent({
    connect(options, callback) {
      const { hostname } = options;
      // An address in the URL itself is not looked up.
      if (isIP(hostname) !== 0 && !isAllowed(hostname)) callback(new PrivateAddressError(hostname), null);
      else connect(options, callback);
    },
  });
}

/** A look-up that knows only the addresses that are allowed; fails where that leaves none. */
export function onlyAllowed(lookup: LookupAll, isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const [first, ...others] = found.filter(({ address }) => isAllowed(address));
      if (first === undefined) return callback(new PrivateAddressError(host), '');
      if (options.all) return callback(null, [first, ...others]);
      callback(null, first.address, first.family);
    });
  };
}
