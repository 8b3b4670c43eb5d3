/** One attempt at a call as it is told: to the log, and as an error. Knows the secrets of the call and keeps them. */
import type { CallOptions } from './api';
import type { Bucket } from './budgets';
import { GraphError, type GraphErrorKind } from './errors';
import { explain } from './explain';
import type { Failure } from './judge';
import { appSecretProof } from './proof';
import { redact } from './redact';
import { nameOf, type GraphRequest } from './request';

/** One call as it ended, for logs and metrics: no host, no query, no text of Meta's. */
export interface GraphCallRecord {
  /** Method and path. */
  readonly call: string;
  readonly httpStatus: number | undefined;
  /** `ok`, or the kind of the failure. */
  readonly outcome: 'ok' | GraphErrorKind;
  readonly durationMs: number;
  /** Whose budget it counts against. */
  readonly budget: Bucket['kind'];
  /** For how long the next one has to wait, where this one was throttled or held back. */
  readonly waitMs: number | undefined;
  readonly fbtraceId: string | undefined;
}

/** An attempt under way. */
export interface Attempt {
  /** `appsecret_proof` of the call's token, where there is an app secret. */
  readonly proof: string | undefined;
  /** Notes the failure and makes its error. */
  failed(kind: GraphErrorKind, facts: Omit<Failure, 'kind'> & { readonly waitMs?: number | undefined }): GraphError;
  /** Notes the success. */
  succeeded(httpStatus: number | undefined): void;
}

/** What an attempt needs to know. */
export interface AttemptOptions {
  readonly appSecret: string | undefined;
  readonly now: () => number;
  readonly log: ((record: GraphCallRecord) => void) | undefined;
}

/** Begins an attempt. */
export function createAttempt(options: AttemptOptions, call: CallOptions, request: GraphRequest): Attempt {
  const { appSecret, now } = options;
  const name = nameOf(request);
  const creditCall = request.bucket.kind === 'credit-lines';
  const started = now();
  const proof = appSecret === undefined ? undefined : appSecretProof(appSecret, call.token);
  const secrets = [call.token, proof ?? '', appSecret ?? '', ...(request.secrets ?? [])];

  const record = (
    outcome: GraphCallRecord['outcome'],
    { httpStatus, fbtraceId, waitMs }: Partial<Pick<GraphCallRecord, 'httpStatus' | 'fbtraceId' | 'waitMs'>>,
  ) => {
    const durationMs = now() - started;
    const { kind: budget } = request.bucket;
    try {
      options.log?.({ call: name, httpStatus, outcome, durationMs, budget, waitMs, fbtraceId });
    } catch {
      // A log that fails must not turn a write that was answered into one whose outcome nobody knows.
    }
  };

  return {
    proof,
    failed(kind, { what, httpStatus, envelope, waitMs }) {
      record(kind, { httpStatus, waitMs, fbtraceId: envelope?.fbtraceId });
      const message = redact(explain({ call: name, kind, what, httpStatus, envelope, waitMs, creditCall }), secrets);
      // No cause: what undici throws may hold the URL with the proof in it.
      const { code, subcode, fbtraceId } = envelope ?? {};
      return new GraphError(kind, message, { httpStatus, code, subcode, fbtraceId, waitMs });
    },
    succeeded: (httpStatus) => record('ok', { httpStatus }),
  };
}
