/** What every part of the client works with. */
import type { Client } from '@temporalio/client';

/** The connection and the limits of the client's calls. */
export interface Calls {
  readonly client: Client;
  /** For calls that the server answers by itself, in milliseconds. */
  readonly serverTimeoutMs: number;
  /** For queries and verbs, which a worker must answer, in milliseconds. */
  readonly workerTimeoutMs: number;
}
