/** Invariant 2. A source has at most one live migration, and every clone is known: the live one, or an orphan. */
import type { StateDocument } from '../../domain/state';
import { field, type ReadHistory } from './history';
import type { CheckerInput, JournalEntry, Violation } from './input';
import { effectId, effects, isAnswerLost, statusesShown } from './journal';

/** Statuses after which Meta asks for a new initiate. */
const ENDED = ['FAILED', 'REJECTED'];

const broken = (message: string): Violation => ({ invariant: 2, message });

/** Every second live migration of a source, and every clone that no run knows or asks about. */
export function oneLiveMigration(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  const initiated = effects(input.journal, 'initiated');
  return initiated.flatMap((entry) => {
    const source = sourceOf(entry);
    const earlier = initiated.filter((other) => other.seq < entry.seq && sourceOf(other) === source);
    return [
      ...earlier
        .filter((other) => !isSetAside(input, other, entry.seq))
        .map((other) =>
          broken(
            `${source} got migration ${migrationOf(entry)} (call ${entry.seq}) while ${migrationOf(other)} (call ${other.seq}) was neither ended nor accepted as an orphan`,
          ),
        ),
      ...(isKnown(input.states, histories, entry)
        ? []
        : [
            broken(
              `clone ${cloneOf(entry) ?? 'without an id'} of ${source} (migration ${migrationOf(entry)}) is neither the destination nor an orphan of any run`,
            ),
          ]),
    ];
  });
}

const sourceOf = (entry: JournalEntry): string => effectId(entry, 'sourceWabaId') ?? entry.wabaId ?? '';
const migrationOf = (entry: JournalEntry): string => effectId(entry, 'migrationId') ?? entry.migrationId ?? '';
const cloneOf = (entry: JournalEntry): string | null => effectId(entry, 'destinationWabaId');

/** Whether a migration had ended, or a person had named its clone, before the next one was initiated. */
function isSetAside(input: CheckerInput, earlier: JournalEntry, before: number): boolean {
  const shown = statusesShown(input.journal, migrationOf(earlier), earlier.seq - 1, before);
  if (shown.some((status) => ENDED.includes(status))) return true;
  const clone = cloneOf(earlier);
  return input.commands.some((command) => {
    const accepted = command.input['acceptOrphans'];
    return (
      command.accepted &&
      command.wabaId === sourceOf(earlier) &&
      command.journalSeq >= earlier.seq &&
      command.journalSeq < before &&
      Array.isArray(accepted) &&
      (clone === null ? accepted.length > 0 : accepted.includes(clone))
    );
  });
}

/** Whether a run of the source names the clone in its document, or waits for a person who is told of it. */
function isKnown(states: readonly StateDocument[], histories: readonly ReadHistory[], entry: JournalEntry): boolean {
  const ofSource = histories.filter((history) => field(history.startInput, 'wabaId') === sourceOf(entry));
  return states
    .filter((state) => state.wabaId === sourceOf(entry))
    .some((state) => isReported(state, entry) || isAskedAbout(state, ofSource, entry));
}

function isReported(state: StateDocument, entry: JournalEntry): boolean {
  const clone = cloneOf(entry);
  const migrationId = migrationOf(entry);
  return (
    (clone !== null && state.destinationWabaId === clone) ||
    state.migrationId === migrationId ||
    state.orphans.some((orphan) => (clone !== null && orphan.wabaId === clone) || orphan.migrationId === migrationId)
  );
}

/**
 * Whether the run waits for a person, and either what it waits for or what a run of the source has read names the clone
 * (a run that was reset does not know any more what it had read), or the answer that would have named it was lost and
 * the person may still say which it is.
 */
function isAskedAbout(state: StateDocument, histories: readonly ReadHistory[], entry: JournalEntry): boolean {
  if (state.phase !== 'needs-operator' || state.waitingFor === null) return false;
  if (isAnswerLost(entry) && state.migrationId === null && state.waitingFor.verbs.includes('attach')) return true;
  const said = [
    state.waitingFor,
    ...histories.flatMap((history) => history.activities.map((activity) => activity.result)),
  ];
  return [cloneOf(entry), migrationOf(entry)].some((id) => id !== null && said.some((value) => doesName(value, id)));
}

/** Whether an id stands anywhere in a value, in a sentence too. */
function doesName(value: unknown, id: string): boolean {
  return (JSON.stringify(value) ?? '').split(/[^\w-]+/).includes(id);
}
