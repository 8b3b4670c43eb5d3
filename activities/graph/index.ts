/** The Graph API client: Meta's calls over HTTP, each made once. */
import { Agent, type Dispatcher } from 'undici';
import { accountCalls } from './accounts';
import type { GraphApi } from './api';
import { assetCalls } from './assets';
import type { GraphCallRecord } from './attempt';
import { createBudgets } from './budgets';
import { createCaller } from './caller';
import { creditReads } from './credit-reads';
import { creditWrites } from './credit-writes';
import { identityCalls } from './identity';
import { messageCalls } from './messages';
import { migrationCalls } from './migrations';

export type { GraphApi } from './api';
export type { GraphCallRecord } from './attempt';

const READ_TIMEOUT_MS = 20_000;
const WRITE_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A page of 100 templates has well under a megabyte. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** How to reach Meta, and as which app. */
export interface GraphClientOptions {
  /** As `https://graph.facebook.com`; a path in it is kept. */
  readonly baseUrl: string;
  /** As `v26.0`. */
  readonly version: string;
  readonly appId?: string | undefined;
  /** With it, every call carries `appsecret_proof`. */
  readonly appSecret?: string | undefined;
  /** Milliseconds since the epoch; budgets are counted by it. */
  readonly now?: (() => number) | undefined;
  /** Carries reads and writes both; without it, writes never reuse a connection. */
  readonly dispatcher?: Dispatcher | undefined;
  /** From the start of a call to the last byte of its answer. */
  readonly readTimeoutMs?: number | undefined;
  readonly writeTimeoutMs?: number | undefined;
  /** The largest answer that is taken, in bytes. */
  readonly maxAnswerBytes?: number | undefined;
  /** Told of every call as it ended. */
  readonly log?: ((record: GraphCallRecord) => void) | undefined;
}

/**
 * Makes a client. One client counts the hourly budgets of one app, so a process makes one. Throws `TypeError` where the
 * base URL is none of http or https, or holds a password or a query.
 */
export function createGraphClient(options: GraphClientOptions): GraphApi {
  const baseUrl = checkedBaseUrl(options.baseUrl);
  const now = options.now ?? Date.now;
  const budgets = createBudgets(now);
  const connect = { timeout: CONNECT_TIMEOUT_MS };
  const caller = createCaller({
    base: `${baseUrl.href.replace(/\/+$/, '')}/${encodeURIComponent(options.version)}`,
    appSecret: options.appSecret || undefined,
    budgets,
    now,
    readDispatcher: options.dispatcher ?? new Agent({ connect }),
    // A kept connection that the other end is just closing would make a write's outcome unknown, so each write opens
    // its own (undici: pipelining 0).
    writeDispatcher: options.dispatcher ?? new Agent({ connect, pipelining: 0 }),
    readTimeoutMs: options.readTimeoutMs ?? READ_TIMEOUT_MS,
    writeTimeoutMs: options.writeTimeoutMs ?? WRITE_TIMEOUT_MS,
    maxAnswerBytes: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
    log: options.log,
  });
  return {
    origin: options.appId ? `${baseUrl.hostname}/${options.appId}` : baseUrl.hostname,
    ...accountCalls(caller),
    ...assetCalls(caller, budgets),
    ...migrationCalls(caller),
    ...messageCalls(caller),
    ...identityCalls(caller),
    ...creditReads(caller),
    ...creditWrites(caller),
  };
}

function checkedBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || !['http:', 'https:'].includes(url.protocol)) {
    throw new TypeError('the base URL of the Graph API must be http(s)://host[/path], without user, query or fragment');
  }
  return url;
}
