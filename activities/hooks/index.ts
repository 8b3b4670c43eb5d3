/** The systems that are told of a migration: one that is asked before numbers move, and any that are notified. */
import { createHash } from 'node:crypto';
import { post, type HookAnswer } from './post';
import { createHookAgent, type LookupAll } from './public-agent';

export type { HookAnswer } from './post';

/** Somebody who is told. */
export interface HookReceiver {
  /** Host, and port where it is not the usual one: what may be shown of the URL. */
  readonly host: string;
  /** Tells this receiver from others, without the URL. */
  readonly key: string;
  /** Posts a message once; `id` is the same for every repeat. */
  post(id: string, body: unknown, signal: AbortSignal): Promise<HookAnswer>;
}

/** Which run a link leads to. */
export interface LinkedRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly wabaId: string;
}

/** Everybody whom a worker tells. */
export interface Hooks {
  /** Asked to be ready for a clone at the end of each verification; undefined where nobody is to be asked. */
  readonly routing: HookReceiver | undefined;
  /** Told when a person is needed and how a run ended; empty where nobody is to be told. */
  readonly notified: readonly HookReceiver[];
  /** The page of a run, for people; null where the worker knows none. */
  readonly linkTo: (run: LinkedRun) => string | null;
}

/** Where to, and what to sign with: secrets newest first. */
export interface HookTarget {
  readonly urls: readonly string[];
  readonly secrets: () => readonly string[];
}

/** What {@link createHooks} is given. */
export interface HooksOptions {
  readonly routing: HookTarget | undefined;
  readonly notified: HookTarget | undefined;
  readonly allowPrivate: boolean;
  readonly linkTo: Hooks['linkTo'];
  /** How names become addresses; the system's where absent. */
  readonly lookup?: LookupAll;
  readonly now?: () => number;
  readonly timeoutMs?: number;
}

/** How long one post may take, connecting included. */
const TIMEOUT_MS = 10_000;

/** Makes the hooks of a worker; all share one agent, which refuses what is not public. */
export function createHooks(options: HooksOptions): Hooks {
  const { allowPrivate, linkTo, lookup, now = Date.now, timeoutMs = TIMEOUT_MS } = options;
  const dispatcher = createHookAgent({ allowPrivate, connectTimeoutMs: timeoutMs, ...(lookup && { lookup }) });
  const receivers = ({ urls, secrets }: HookTarget): HookReceiver[] =>
    urls.map((text) => {
      const url = new URL(text);
      return {
        host: url.host,
        key: createHash('sha256').update(text).digest('hex').slice(0, 12),
        post: (id, body, signal) =>
          post({ url, secrets: secrets(), id, body, dispatcher, timeoutMs, signal, now: now() }),
      };
    });
  return {
    routing: options.routing && receivers(options.routing)[0],
    notified: options.notified ? receivers(options.notified) : [],
    linkTo,
  };
}
