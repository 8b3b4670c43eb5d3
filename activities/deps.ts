/** What the activities are given: every collaborator is an argument, so that tests fake the world and nothing else. */
import type { GraphApi } from './graph/api';
import type { Hooks } from './hooks';
import type { RunDirectory } from './runs';

/** The collaborators of {@link import('./index').createActivities}. */
export interface ActivityDeps {
  readonly graph: GraphApi;
  /** The token under a reference; undefined where this worker has none. Looked up anew for every call. */
  readonly tokens: (tokenRef: string) => string | undefined;
  /** The verify token of a callback URL; undefined where none is known, so that its override cannot be set. */
  readonly verifyTokens: (callbackUri: string) => string | undefined;
  /** The partner's own portfolio, whose lines of credit and client accounts are read; undefined where not set. */
  readonly ownBusinessId: string | undefined;
  readonly runs: RunDirectory;
  /** The folder of the evidence files, shared by workers and API. */
  readonly evidenceDir: string;
  /** First and longest pause between two looks at one migration. */
  readonly poll: { readonly intervalMs: number; readonly maxIntervalMs: number };
  /** Other systems that are told of a migration; nobody where absent. */
  readonly hooks?: Hooks;
  /** Base URL of the dashboard, for links in what runs show of themselves; none where absent. */
  readonly dashboardUrl?: string | undefined;
  /** The clock, in milliseconds since 1970; `Date.now` where absent. */
  readonly now?: () => number;
}
