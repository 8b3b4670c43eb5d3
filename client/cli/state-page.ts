/** The state document as a page for people. */
import { counted } from '../../domain/counted';
import { formatMs } from '../../domain/durations';
import { hasEnded } from '..';
import { isTerminal, type Phase } from '../../domain/phases';
import type { Outcome, Polling, StateDocument } from '../../domain/state';
import type { Verb } from '../../domain/verbs';
import type { Cli } from './cli';
import { nextSteps } from './next-steps';
import { printable } from './paint';
import { checksTable, paintVerdict } from './report-page';
import { formatTable } from './tables';

/** Everything about a run: where it stands, why it waits, what to type next, checks, numbers, timeline. */
export function statePage(cli: Cli, document: StateDocument, now: Date): string {
  const state = printable(document);
  return join([
    headline(cli, state),
    facts(cli, state, now),
    waiting(cli, state),
    outcomePart(cli, state.outcome),
    reportPart(cli, state),
    timelinePart(cli, state),
  ]);
}

/** What a verb led to, in short. */
export function verbPage(cli: Cli, verb: Verb, document: StateDocument): string {
  const state = printable(document);
  return join([`${verb} accepted. ${headline(cli, state)}`, waiting(cli, state), outcomePart(cli, state.outcome)]);
}

const join = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

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
  const started = state.timeline[0]?.at;
  const rows: [string, string | null | undefined][] = [
    ['run', `${state.workflowId} ${state.runId}`],
    ['link', cli.urlOf(state)],
    ['started', started === undefined ? null : `${started} (${formatMs(now.getTime() - Date.parse(started))} ago)`],
    ['migration', state.migrationId],
    ['clone', state.destinationWabaId],
    ['poll', state.polling === null ? null : describePolling(state.polling, now)],
    ...state.orphans.map(({ wabaId, migrationId, since }): [string, string] => [
      'orphan',
      `WABA ${wabaId ?? 'unknown'} of migration ${migrationId ?? 'unknown'}, since ${since}`,
    ]),
  ];
  return rows
    .filter(([, value]) => value != null)
    .map(([name, value]) => `  ${cli.paint.faint(name.padEnd(10))} ${value}`)
    .join('\n');
}

/** A poll as people read it: how often, what it last saw, when it looks again. */
export function describePolling({ attempt, lastStatus, nextAt }: Polling, now: Date): string {
  const waitMs = nextAt === null ? 0 : Date.parse(nextAt) - now.getTime();
  const next = waitMs > 0 ? `next in ${formatMs(waitMs)}` : 'looking now';
  return `attempt ${attempt}, ${next}${lastStatus === null ? '' : `; last: ${lastStatus.replace(/\.$/, '')}`}`;
}

function waiting(cli: Cli, state: StateDocument): string {
  if (state.waitingFor === null) return '';
  const { reason, until } = state.waitingFor;
  const lines = [`${cli.paint.strong('Waits:')} ${reason}${until === null ? '' : ` (until ${until})`}`];
  const steps = nextSteps(state);
  if (steps.length > 0) lines.push(cli.paint.strong('Type next, one of:'), ...steps.map((step) => `  ${step}`));
  return lines.join('\n');
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

function timelinePart(cli: Cli, { timeline }: StateDocument): string {
  const lines = timeline.map(
    ({ at, phase, text, by }) =>
      `  ${cli.paint.faint(at)}  ${phase.padEnd(17)}  ${text}${by === null ? '' : cli.paint.faint(` (${by})`)}`,
  );
  return lines.length === 0 ? '' : [cli.paint.strong('Timeline:'), ...lines].join('\n');
}
