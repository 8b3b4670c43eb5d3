/**
 * Invariant 1. Resume is accepted at most once per READY_TO_COMPLETE or FAILED_TO_COMPLETE, never before one of them was
 * read, and never without an approval of the digest last verified. An approval covers the repeats of its migration id.
 */
import { field, type ActivityRecord, type ReadHistory } from './history';
import type { CheckerInput, Command, JournalEntry, Violation } from './input';
import { effectId, effects, statusesShown } from './journal';

const RESUMABLE = ['READY_TO_COMPLETE', 'FAILED_TO_COMPLETE'];

const broken = (message: string): Violation => ({ invariant: 1, message });

/** Every way in which an accepted resume was not covered. */
export function resumeOnlyWhenApproved(input: CheckerInput, histories: readonly ReadHistory[]): Violation[] {
  const resumes = effects(input.journal, 'resume-accepted');
  const migrations = new Set(resumes.map(migrationOf));
  return [...migrations].flatMap((migrationId) => {
    const ofMigration = resumes.filter((entry) => migrationOf(entry) === migrationId);
    return [
      ...ofMigration.flatMap((entry, index) => uncoveredByStatus(input, entry, ofMigration[index - 1])),
      ...uncoveredByApproval(input, histories, migrationId),
    ];
  });
}

const migrationOf = (entry: JournalEntry): string => effectId(entry, 'migrationId') ?? entry.migrationId ?? '';

function uncoveredByStatus(input: CheckerInput, entry: JournalEntry, previous: JournalEntry | undefined): Violation[] {
  const migrationId = migrationOf(entry);
  const since = previous?.seq ?? 0;
  const shown = statusesShown(input.journal, migrationId, since, entry.seq);
  const statusBefore = effectId(entry, 'statusBefore');
  const found: Violation[] = [];
  if (statusBefore !== null && !RESUMABLE.includes(statusBefore)) {
    found.push(
      broken(`resume of ${migrationId} was accepted (call ${entry.seq}) while its status was ${statusBefore}`),
    );
  }
  if (!shown.some((status) => RESUMABLE.includes(status))) {
    const when = previous ? `since the resume before it (call ${since})` : 'before it';
    found.push(
      broken(
        `resume of ${migrationId} was accepted (call ${entry.seq}) and no READY_TO_COMPLETE or FAILED_TO_COMPLETE was read ${when}`,
      ),
    );
  } else if (previous && !shown.includes('FAILED_TO_COMPLETE') && !orderedAgain(input.commands, entry, since)) {
    // READY_TO_COMPLETE may be shown while numbers move, so alone it does not ask for a repeat.
    found.push(
      broken(
        `resume of ${migrationId} was repeated (call ${entry.seq}) with no FAILED_TO_COMPLETE and no order to retry since call ${since}`,
      ),
    );
  }
  return found;
}

/** Whether a person ordered `retry --step resume` between two calls. */
function orderedAgain(commands: readonly Command[], entry: JournalEntry, since: number): boolean {
  return commands.some(
    (command) =>
      command.accepted &&
      command.command === 'retry' &&
      command.input['step'] === 'resume' &&
      (entry.wabaId === null || command.wabaId === entry.wabaId) &&
      command.journalSeq >= since &&
      command.journalSeq < entry.seq,
  );
}

/** The first cut-over that was sent, or may have been, must follow the approval of what was verified last. */
function uncoveredByApproval(input: CheckerInput, histories: readonly ReadHistory[], migrationId: string): Violation[] {
  const sends = histories.flatMap((history) =>
    activitiesOf(history, 'cutOver', migrationId)
      .filter((cutOver) => maybeSent(cutOver) && field(cutOver.input, 'attempt') !== 'repeat')
      .map((cutOver) => ({ history, cutOver })),
  );
  if (sends.length === 0) return [broken(`resume of ${migrationId} was accepted, but no run cut it over`)];
  return sends.flatMap(({ history, cutOver }) => {
    const verified = activitiesOf(history, 'verify', migrationId)
      .filter((verify) => verify.closedEventId !== null && verify.closedEventId < cutOver.scheduledEventId)
      .at(-1);
    const digest = field(verified?.result, 'digest');
    if (verified === undefined || typeof digest !== 'string') {
      return [broken(`${migrationId} was cut over by ${history.workflowId} without a verified digest`)];
    }
    if (approvedByPerson(input.commands, history, cutOver, digest)) return [];
    if (approvedByItself(input.commands, history, verified)) return [];
    return [
      broken(
        `${migrationId} was cut over by ${history.workflowId} without an approval of ${digest}, the last verified`,
      ),
    ];
  });
}

function activitiesOf(history: ReadHistory, type: string, migrationId: string): ActivityRecord[] {
  return history.activities.filter(
    (activity) => activity.type === type && field(activity.input, 'migrationId') === migrationId,
  );
}

/** `sent`, `unknown`, and one that never answered: the POST may have left the process. */
function maybeSent(cutOver: ActivityRecord): boolean {
  const kind = field(cutOver.result, 'kind');
  return kind === undefined || kind === 'sent' || kind === 'unknown';
}

const sourceOf = (history: ReadHistory): unknown => field(history.startInput, 'wabaId');

function approvedByPerson(
  commands: readonly Command[],
  history: ReadHistory,
  cutOver: ActivityRecord,
  digest: string,
): boolean {
  return commands.some(
    (command) =>
      command.accepted &&
      command.command === 'approve' &&
      command.wabaId === sourceOf(history) &&
      command.input['digest'] === digest &&
      Date.parse(command.at) <= cutOver.scheduledAtMs,
  );
}

/** `auto` passes only what matches in every point that nobody waived. */
function approvedByItself(commands: readonly Command[], history: ReadHistory, verified: ActivityRecord): boolean {
  if (field(history.startInput, 'approval') !== 'auto') return false;
  const checks = field(verified.result, 'checks');
  if (!Array.isArray(checks)) return false;
  const waived = commands
    .filter((command) => command.accepted && command.command === 'waive' && command.wabaId === sourceOf(history))
    .map((command) => command.input['check']);
  return checks.every(
    (check: unknown) =>
      field(check, 'result') === 'match' || field(check, 'waived') === true || waived.includes(field(check, 'name')),
  );
}
