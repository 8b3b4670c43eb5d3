/** Reads a run's memo: values that others wrote, so each is checked and an odd one counts as absent. */
import { z } from 'zod';
import type { MEMO_KEYS } from '../domain/ids';
import { waitingForSchema } from '../domain/state';

const text = z.string().nullable().catch(null).default(null);

const runMemoSchema = z.object({
  inputDigest: text,
  idempotencyKey: text,
  requestHash: text,
  startedBy: text,
  requestId: text,
  name: text,
  sourceCurrency: text,
  waitingFor: waitingForSchema.nullable().catch(null).default(null),
} satisfies Record<(typeof MEMO_KEYS)[number], z.ZodType>);

/** What the memo of a run says; null where it says nothing. */
export type RunMemo = z.infer<typeof runMemoSchema>;

/** Reads a memo as Temporal's client decoded it. */
export function readMemo(memo: Readonly<Record<string, unknown>> | undefined): RunMemo {
  return runMemoSchema.parse(memo ?? {});
}
