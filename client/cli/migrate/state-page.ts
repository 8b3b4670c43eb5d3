/** The state document as a page for people. */
import { counted } from '../../../domain/counted';
import { isTerminal, type Phase } from '../../../domain/phases';
import type { Outcome, StateDocument } from '../../../domain/state';
import type { Verb } from '../../../domain/verbs';
import { hasEnded } from '../..';
import type { Cli } from '../cli';
import { factLines, joinParts, runFacts, timelineLines, waitingLines } from '../terminal/page-parts';
import { printable } from '../terminal/paint';
import { formatTable } from '../terminal/tables';
import { nextSteps } from './next-steps';
import { checksTable, paintVerdict } from './report-page';

/** Everything about a run: where it stands, why it waits, what to type next, checks, numbers, timeline. */
export function statePage(cli: Cli, document: StateDocument, now: Date): string {
  const state = printable(document);
  return joinParts([
    headline(cli, state),
    facts(cli, state, now),
    waitingLines(cli, state.waitingFor, nextSteps(state)),
    outcomePart(cli, state.outcome),
    reportPart(cli, state),
    timelineLines(cli, state.timeline),
  ]);
}

/** What a verb led to, in short. */
export function verbPage(cli: Cli, verb: Verb, document: StateDocument): string {
  const state = printable(document);
  return joinParts([
    `${verb} accepted. ${headline(cli, state)}`,
    waitingLines(cli, state.waitingFor, nextSteps(state)),
    outcomePart(cli, state.outcome),
  ]);
}

function headline(cli: Cli, state: StateDocument): string {
  const { wabaId, targetCurrency, phase, needsOperator } = state;
  const more = needsOperator
    ? cli.paint.warn(', a person is needed')
    : hasEnded(state) && !isTerminal(phase)
      ? cli.paint.bad(', but Temporal ended the run')
      : '';
  return `WABA ${cli.paint.strong(wabaId)} to ${targetCurrency}: ${paintPhase(cli, phase)}${more}`;
}

/** A phase in its colour. */
export function paintPhase({ paint }: Cli, phase: Phase): string {
  if (phase === 'completed' || phase === 'assessed') return paint.good(phase);
  if (phase === 'rejected' || phase === 'failed' || phase === 'abandoned') return paint.bad(phase);
  return phase === 'needs-operator' || phase === 'awaiting-approval' ? paint.warn(phase) : paint.strong(phase);
}

function facts(cli: Cli, state: StateDocument, now: Date): string {
  return factLines(cli, [
    ...runFacts(cli, state, now),
    ['migration', state.migrationId],
    ['clone', state.destinationWabaId],
    ...state.orphans.map(({ wabaId, migrationId, since }): [string, string] => [
      'orphan',
      `WABA ${wabaId ?? 'unknown'} of migration ${migrationId ?? 'unknown'}, since ${since}`,
    ]),
  ]);
}

function outcomePart(cli: Cli, outcome: Outcome | null): string {
  if (outcome === null) return '';
  const { reason, by, numbers, testMessage, allocations, evidencePath } = outcome;
  const lines = [`${cli.paint.strong('Outcome:')} ${reason}${by === null ? '' : ` (${by})`}`];
  if (numbers.length > 0) {
    const rows = numbers.map((n) => [n.digits, n.sourceId, n.cloneId ?? 'none', n.on, n.status]);
    lines.push(formatTable(cli, ['number', 'source id', 'clone id', 'is on', 'status'], rows));
  }
  if (testMessage !== null) lines.push(`Test message: ${testMessage.state}. ${testMessage.text}`);
  lines.push(...allocations.map(({ id, businessId }) => `Credit allocation ${id} of business ${businessId} is left.`));
  if (evidencePath !== null) lines.push(`Evidence: ${evidencePath}`);
  return lines.join('\n');
}

function reportPart(cli: Cli, { report }: StateDocument): string {
  if (report === null) return '';
  const { verdict, digest, checks, idMap } = report;
  const title = `${cli.paint.strong('Report:')} ${paintVerdict(cli, verdict)}${digest === null ? '' : `, ${counted(idMap.phones.length, 'number')}`}`;
  return [`${title}${digest === null ? '' : `, digest ${digest}`}`, checksTable(cli, checks)].join('\n').trimEnd();
}
