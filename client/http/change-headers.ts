/** Headers of requests that change something: with a key of its own, each is made once however often it arrives. */
import { randomUUID } from 'node:crypto';
import type { VerbOptions } from '../runs/verbs';

interface ChangeHeaders {
  readonly 'idempotency-key': string;
  readonly 'x-request-id'?: string;
}

/** What may name a request; `requestHash` is no part of it: the server makes it. */
interface Named {
  readonly idempotencyKey?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The caller's key where it has one, else a new one; and the id of the request where the caller has one. */
export const startHeaders = ({ idempotencyKey, requestId }: Named): ChangeHeaders => ({
  'idempotency-key': idempotencyKey ?? randomUUID(),
  ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
});

/** As {@link startHeaders}; what names the Update of a verb in Temporal names its request here. */
export const verbHeaders = ({ updateId }: VerbOptions, { requestId }: Omit<Named, 'idempotencyKey'>): ChangeHeaders =>
  startHeaders({ idempotencyKey: updateId, requestId });
