/** Reads a run's memo: values that others wrote, so each is checked and an odd one counts as absent. */
import { z } from 'zod';
import { creditWaitingForSchema } from '../../domain/credit/state';
import type { MEMO_KEYS } from '../../domain/ids';
import { APPROVALS } from '../../domain/input';
import { waitingForSchema } from '../../domain/state';

const text = z.string().nullable().catch(null).default(null);

/** The memo of a run whose waits have this shape: they differ by their verbs. */
const memoSchema = <W extends z.ZodType>(waitingFor: W) =>
  z.object({
    inputDigest: text,
    idempotencyKey: text,
    requestHash: text,
    startedBy: text,
    secondPerson: z.boolean().catch(false).default(false),
    approval: z.enum(APPROVALS).nullable().catch(null).default(null),
    requestId: text,
    name: text,
    sourceCurrency: text,
    waitingFor: waitingFor.nullable().catch(null).default(null),
  } satisfies Record<(typeof MEMO_KEYS)[number], z.ZodType>);

const migrationMemoSchema = memoSchema(waitingForSchema);
const creditMemoSchema = memoSchema(creditWaitingForSchema);

/** What the memo of a migration says; null where it says nothing. */
export type RunMemo = z.infer<typeof migrationMemoSchema>;
/** What the memo of a credit operation says; null where it says nothing. */
export type CreditRunMemo = z.infer<typeof creditMemoSchema>;

type Memo = Readonly<Record<string, unknown>> | undefined;

/** Reads the memo of a migration as Temporal's client decoded it. What is no wait of a migration counts as none. */
export function readMemo(memo: Memo): RunMemo {
  return migrationMemoSchema.parse(memo ?? {});
}

/** Reads the memo of a credit operation, whose waits have verbs of their own. */
export function readCreditMemo(memo: Memo): CreditRunMemo {
  return creditMemoSchema.parse(memo ?? {});
}
