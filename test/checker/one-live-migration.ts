/** Invariant 2. A source has at most one live migration, and every clone is known: the live one, or an orphan. */
import type { StateDocument } from '../../domain/state';
import type { CheckerInput, JournalEntry, Violation } from './input';
import { effectId, effects, statusesShown } from './journal';

/** Statuses after which Meta asks for a new initiate. */
const ENDED = ['FAILED', 'REJECTED'];

const broken = (message: string): Violation => ({ invariant: 2, message });

/** Every second live migration of a source, and every clone that no final state names. */
export function oneLiveMigration(input: CheckerInput): Violation[] {
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
      ...(isKnown(input.states, entry)
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

function isKnown(states: readonly StateDocument[], entry: JournalEntry): boolean {
  const clone = cloneOf(entry);
  const migrationId = migrationOf(entry);
  return states
    .filter((state) => state.wabaId === sourceOf(entry))
    .some(
      (state) =>
        (clone !== null && state.destinationWabaId === clone) ||
        state.migrationId === migrationId ||
        state.orphans.some(
          (orphan) => (clone !== null && orphan.wabaId === clone) || orphan.migrationId === migrationId,
        ) ||
        // After a lost answer the migration id cannot be known: a person is being asked for the clone.
        (state.phase === 'needs-operator' && state.migrationId === null),
    );
}
