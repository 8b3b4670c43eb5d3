/** How far work has come that goes on, as far as the run itself tells. */
import type { StateDocument } from '../server/shapes';
import { PHASE_WORDS } from './phases';
import { counted } from './text';

/** Work that goes on. */
export interface WorkGoingOn {
  /** What it is. */
  readonly label: string;
  /** The numbers that the run has seen on the clone; undefined where it has not told, or nothing counts it. */
  readonly arrived?: { readonly done: number; readonly total: number; readonly words: string };
}

type Told = Pick<StateDocument, 'phase' | 'needsOperator' | 'waitingFor' | 'outcome' | 'report'>;

/**
 * What a run works at; null where it has ended, or waits for a person or a time. Meta tells nothing of how far a clone or a
 * move has come. A run has the new id of a number from where it saw it on the clone: once it has looked, that is what is
 * known, until it looks again.
 */
export function goingOn({ phase, needsOperator, waitingFor, outcome, report }: Told): WorkGoingOn | null {
  if (outcome !== null || needsOperator || waitingFor !== null) return null;
  if (phase === 'needs-operator' || phase === 'assessed') return null;
  const label = PHASE_WORDS[phase].word;
  const phones = phase === 'cutting-over' || phase === 'confirming' ? (report?.idMap.phones ?? []) : [];
  const done = phones.filter(({ cloneId }) => cloneId !== null).length;
  if (done === 0) return { label };
  const total = phones.length;
  const words = `${done} of ${counted(total, 'number')} ${done === 1 ? 'was' : 'were'} on the clone at the last look`;
  return { label, arrived: { done, total, words } };
}
