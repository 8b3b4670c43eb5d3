/** What came of an exchange: a value of the shape asked for, or a failure with its kind. */
import type { z } from 'zod';
import { classify } from './classify';
import { errorEnvelope, type ErrorEnvelope } from './envelope';
import type { GraphErrorKind } from './errors';
import { parseJson } from './json';
import type { ExchangeResult } from './transport';

/** A failed call, before it is told. `what` may quote Meta and needs redacting. */
export interface Failure {
  readonly kind: GraphErrorKind;
  readonly what: string;
  readonly httpStatus?: number | undefined;
  readonly envelope?: ErrorEnvelope | undefined;
}

/** Judges an exchange. Pure. `maxBytes` is for the message only. */
export function judge<T>(
  result: ExchangeResult,
  schema: z.ZodType<T>,
  write: boolean,
  maxBytes: number,
): { readonly value: T } | Failure {
  if (result.kind === 'aborted') return { kind: 'aborted', what: 'the caller gave up' };
  const { httpStatus } = result;
  const invalid = write ? 'outcome-unknown' : 'invalid-answer';
  if (result.kind === 'oversized') {
    return { kind: invalid, what: `the answer is larger than ${maxBytes} bytes`, httpStatus };
  }

  const answer = result.kind === 'answered' ? parsed(result.text) : undefined;
  const envelope = errorEnvelope(answer);
  const good = result.kind === 'answered' && result.httpStatus >= 200 && result.httpStatus < 300;
  if (!good || answer === undefined || envelope !== undefined) {
    const kind = classify({
      write,
      notSent: result.kind === 'lost' && result.notSent,
      httpStatus,
      code: envelope?.code,
      subcode: envelope?.subcode,
      transient: envelope?.transient ?? false,
    });
    const what = envelope?.message ?? (result.kind === 'lost' ? result.why : 'the answer is none of Graph');
    return { kind, what, httpStatus, envelope };
  }

  const checked = schema.safeParse(answer);
  if (checked.success) return { value: checked.data };
  // Only where, and what is wrong: values may be message text.
  const issue = checked.error.issues[0];
  const where = issue === undefined ? '' : ` at "${issue.path.join('.')}" (${issue.code})`;
  return { kind: invalid, what: `the answer lacks what it must have${where}`, httpStatus };
}

/** The answer's JSON; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
