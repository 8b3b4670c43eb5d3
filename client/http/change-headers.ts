/** Headers of requests that change something: with a key of its own, each is made once however often it arrives. */
import { randomUUID } from 'node:crypto';
import type { VerbOptions } from '../runs/verbs';
import type { StartOptions } from '../start/start-run';

interface ChangeHeaders {
  readonly 'idempotency-key': string;
  readonly 'x-request-id'?: string;
}

/** The caller's key where it has one, else a new one. `requestHash` is left out: the server makes it. */
export const startHeaders = ({ idempotencyKey, requestId }: StartOptions): ChangeHeaders => ({
  'idempotency-key': idempotencyKey ?? randomUUID(),
  ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
});

/** As {@link startHeaders}; what names the Update of a verb in Temporal names its request here. */
export const verbHeaders = ({ updateId }: VerbOptions): ChangeHeaders => ({
  'idempotency-key': updateId ?? randomUUID(),
});
