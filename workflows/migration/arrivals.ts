/** What the timeline says when a run arrives in a phase, and who brought it there. */
import type { Phase } from '../../domain/phases';
import { known } from '../runs/known';
import type { MigrationRun } from './run';

/** One line of the timeline. */
export interface Arrival {
  readonly text: string;
  readonly by: string | null;
}

/** Describes the arrival in the phase that a step has chosen. */
export function arrivalIn(run: MigrationRun, phase: Phase): Arrival {
  const plain = (text: string): Arrival => ({ text, by: null });
  switch (phase) {
    case 'assessing':
      return plain('Assesses the source.');
    case 'initiating':
      return plain('Initiates the migration.');
    case 'cloning':
      return plain(`Meta clones the account (migration ${known(run.migrationId)}).`);
    case 'verifying':
      return plain(`Compares the source with clone ${known(run.destinationWabaId)}.`);
    case 'awaiting-approval':
      return run.approval ? { text: 'Everything matches.', by: run.approval.by } : plain('Asks for an approval.');
    case 'cutting-over':
      return { text: 'Tells the numbers to move.', by: run.approval?.by ?? null };
    case 'confirming':
      return plain('Checks that every number arrived.');
    case 'needs-operator':
      return plain(known(run.stop).sentence);
    case 'assessed':
      return plain('Assessed; nothing was changed.');
    case 'completed': {
      const count = run.numbers.length;
      return plain(
        `${count === 1 ? 'The number is' : `All ${count} numbers are`} on clone ${known(run.destinationWabaId)}, billed in ${run.input.targetCurrency}.`,
      );
    }
    case 'abandoned':
      return { text: run.abandonment?.reason ?? 'Abandoned.', by: run.abandonment?.by ?? null };
    case 'rejected':
      return plain('Meta rejected the migration: check admin access, permissions and eligibility of the source.');
    case 'failed':
      return run.conclusion
        ? { text: run.conclusion.reason, by: run.conclusion.by }
        : plain(`Cloning failed (FAILED), and the policy allows no further initiate: ask Meta's support.`);
  }
}
