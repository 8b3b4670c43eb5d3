/**
 * The checker: what must always hold, asked of what the simulator saw, what the test commanded and what Temporal kept.
 * It runs after every end-to-end test. One file per invariant; 6 is checked where credit lines are.
 */
import { readHistory } from './history';
import type { CheckerInput, Violation } from './input';
import { noBlindRepeat } from './no-blind-repeat';
import { noSecretLeaks } from './no-secret-leaks';
import { nothingIsLost } from './nothing-is-lost';
import { numbersCanSend } from './numbers-can-send';
import { oneLiveMigration } from './one-live-migration';
import { resumeOnlyWhenApproved } from './resume-only-when-approved';
import { throttlingDelays } from './throttling-delays';

export type {
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
    ...numbersCanSend(input),
    ...noSecretLeaks(input),
    ...throttlingDelays(input, histories),
  ];
}
