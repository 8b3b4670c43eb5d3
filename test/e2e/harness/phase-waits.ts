/** Waiting for the newest run of an account, or of a business, to be in a phase. */
import type { WabaMigrations } from '../../../client';
import { isTerminalCredit, type CreditPhase } from '../../../domain/credit/phases';
import type { CreditStateDocument } from '../../../domain/credit/state';
import { isTerminal, type Phase } from '../../../domain/phases';
import type { StateDocument } from '../../../domain/state';
import { waitUntilIn, type WaitFor } from './waiting';

/** Which run, and how long to wait for it. */
export interface WaitChoice extends WaitFor<StateDocument> {
  readonly dryRun?: boolean;
}

/** Waits of one world. */
export interface PhaseWaits {
  /** Waits until the newest run of an account is in a phase; fails as soon as it has ended in another. */
  waitForPhase(wabaId: string, phase: Phase | readonly Phase[], choice?: WaitChoice): Promise<StateDocument>;
  /** The same of the newest credit operation of a business. */
  waitForCredit(
    businessId: string,
    phase: CreditPhase | readonly CreditPhase[],
    choice?: WaitFor<CreditStateDocument>,
  ): Promise<CreditStateDocument>;
}

/** Makes them; `lastWords` of the workers end the message of a wait that fails. */
export function createPhaseWaits(migrations: WabaMigrations, lastWords: () => string): PhaseWaits {
  return {
    waitForPhase: (wabaId, phase, { dryRun = false, ...choice } = {}) =>
      waitUntilIn(
        {
          who: wabaId,
          look: () => migrations.get(wabaId, { dryRun }),
          isTerminal: (state) => isTerminal(state.phase),
          describe(last) {
            const differing = last?.report?.checks.filter((check) => check.result !== 'match');
            return `${JSON.stringify({ ...last, report: differing }, null, 1)}\n${lastWords()}`;
          },
        },
        phase,
        choice,
      ),
    waitForCredit: (businessId, phase, choice) =>
      waitUntilIn(
        {
          who: `credit of business ${businessId}`,
          look: () => migrations.credit.get(businessId),
          isTerminal: (state) => isTerminalCredit(state.phase),
          describe: (last) => `${JSON.stringify(last, null, 1)}\n${lastWords()}`,
        },
        phase,
        choice,
      ),
  };
}
