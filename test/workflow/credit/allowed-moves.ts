/** The moves of the phase table of credit operations, as the suites note those that they see. */
import { CREDIT_PHASES, CREDIT_TRANSITIONS } from '../../../domain/credit/phases';

/** Every allowed move, as `from → to`. */
export const ALLOWED: readonly string[] = CREDIT_PHASES.flatMap((from) =>
  CREDIT_TRANSITIONS[from].map((to) => `${from} → ${to}`),
);
