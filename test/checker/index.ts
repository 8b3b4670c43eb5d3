/**
 * The checker: what must always hold, asked of what the simulator saw, what the test commanded and what Temporal kept.
 * It runs after every end-to-end test. One file per invariant; 6, and the part of 4 about credit, have one per promise.
 */
import { allocationsAskedFor } from './allocations-asked-for';
import { readHistory } from './history';
import type { CheckerInput, Violation } from './input';
import { noBlindRepeat } from './no-blind-repeat';
import { noBlindCreditRepeat } from './no-blind-credit-repeat';
import { noSecretLeaks } from './no-secret-leaks';
import { nothingIsLost } from './nothing-is-lost';
import { numbersCanSend } from './numbers-can-send';
import { oneLiveMigration } from './one-live-migration';
import { onlyOwnIsUndone } from './only-own-is-undone';
import { resumeOnlyWhenApproved } from './resume-only-when-approved';
import { revokedOrReported } from './revoked-or-reported';
import { throttlingDelays } from './throttling-delays';

export type {
  AllocationRecord,
  CheckerInput,
  Command,
  Effect,
  FoundDocument,
  FoundText,
  InvariantNumber,
  JournalEntry,
  NumberPlace,
  RunHistory,
  Violation,
} from './input';

/** Every broken promise, by number of the invariant. Empty where all hold. */
export function check(input: CheckerInput): Violation[] {
  const histories = input.histories.map(readHistory);
  return [
    ...resumeOnlyWhenApproved(input, histories),
    ...oneLiveMigration(input, histories),
    ...nothingIsLost(input, histories),
    ...noBlindRepeat(input),
    ...noBlindCreditRepeat(input),
    ...numbersCanSend(input),
    ...allocationsAskedFor(input, histories),
    ...onlyOwnIsUndone(input, histories),
    ...revokedOrReported(input, histories),
    ...noSecretLeaks(input),
    ...throttlingDelays(input, histories),
  ];
}
