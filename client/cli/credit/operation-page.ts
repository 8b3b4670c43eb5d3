/** A credit operation as a page for people. */
import { isTerminalCredit, type CreditPhase } from '../../../domain/credit/phases';
import type { CreditOutcome, CreditStateDocument, CreditThing, RevokeReport } from '../../../domain/credit/state';
import type { CreditVerb } from '../../../domain/credit/verbs';
import { hasEnded } from '../..';
import type { Cli } from '../cli';
import { factLines, joinParts, runFacts, timelineLines, waitingLines } from '../terminal/page-parts';
import { printable } from '../terminal/paint';
import { formatTable } from '../terminal/tables';
import { radiusSentence } from './business-page';
import { creditNextSteps } from './next-steps';

/** Everything about an operation: where it stands, why it waits, what to type next, how it ended, what happened. */
export function operationPage(cli: Cli, document: CreditStateDocument, now: Date): string {
  const state = printable(document);
  return joinParts([
    titleOf(cli, state),
    factLines(cli, runFacts(cli, state, now)),
    waitingPart(cli, state),
    outcomePart(cli, state),
    timelineLines(cli, state.timeline),
  ]);
}

/** What a verb led to, in short. */
export function creditVerbPage(cli: Cli, verb: CreditVerb, document: CreditStateDocument): string {
  const state = printable(document);
  return joinParts([`${verb} accepted. ${titleOf(cli, state)}`, waitingPart(cli, state), outcomePart(cli, state)]);
}

/** What is done to whom, and the phase. */
export function operationHeadline(cli: Cli, state: CreditStateDocument): string {
  const { operation, businessId, wabaId, currency, creditLineId, phase } = state;
  const business = `business ${cli.paint.strong(businessId)}`;
  const what =
    operation === 'revoke'
      ? `Revoke of ${business}`
      : `Share of ${creditLineId === null ? 'a line' : `line ${creditLineId}`} with ${business} for WABA ${wabaId ?? 'unknown'} (${currency ?? 'unknown currency'})`;
  return `${what}: ${paintCreditPhase(cli, phase)}`;
}

function titleOf(cli: Cli, state: CreditStateDocument): string {
  const interrupted = hasEnded(state) && !isTerminalCredit(state.phase);
  const more = state.needsOperator
    ? cli.paint.warn(', a person is needed')
    : interrupted
      ? cli.paint.bad(', but Temporal ended the run')
      : '';
  return `${operationHeadline(cli, state)}${more}`;
}

/** A phase in its colour. */
export function paintCreditPhase({ paint }: Cli, phase: CreditPhase): string {
  if (phase === 'completed') return paint.good(phase);
  if (phase === 'refused' || phase === 'compensated' || phase === 'failed') return paint.bad(phase);
  return phase === 'needs-operator' || phase === 'compensating' ? paint.warn(phase) : paint.strong(phase);
}

/** Why it waits. A revoke whose radius changed says what it would stop now: that is what is to be confirmed. */
function waitingPart(cli: Cli, state: CreditStateDocument): string {
  const { waitingFor, radius } = state;
  const changed = waitingFor?.verbs.includes('confirm-radius') === true && radius !== null;
  return [changed ? radiusSentence(radius) : '', waitingLines(cli, waitingFor, creditNextSteps(state))]
    .filter((part) => part !== '')
    .join('\n');
}

function outcomePart(cli: Cli, { outcome, operation }: CreditStateDocument): string {
  if (outcome === null) return '';
  const { reason, by, allocationId, report, evidencePath } = outcome;
  const lines = [`${cli.paint.strong('Outcome:')} ${reason}${by === null ? '' : ` (${by})`}`];
  if (operation === 'share') lines.push(...shareLines(outcome));
  // Most reasons name it.
  if (allocationId !== null && !reason.includes(allocationId)) lines.push(`Paid by: allocation ${allocationId}`);
  if (report !== null) lines.push(reportTable(cli, report));
  if (evidencePath !== null) lines.push(`Evidence: ${evidencePath}`);
  return lines.join('\n');
}

function shareLines({ made, undone, left }: CreditOutcome): string[] {
  return [
    `Made by this run: ${listed(made)}`,
    ...(undone.length === 0 ? [] : [`Taken back: ${listed(undone)}`]),
    ...(left.length === 0 ? [] : [`Left at Meta: ${listed(left)}`]),
  ];
}

const THINGS = { allocation: 'allocation', 'system-user': 'our system user' } as const;

const listed = (things: readonly CreditThing[]): string =>
  things
    .map(({ kind, id, wabaId }) => `${THINGS[kind]} ${id}${wabaId === null ? '' : ` on WABA ${wabaId}`}`)
    .join(', ') || 'nothing';

/** What became of each record: the four answers of a revoke. */
function reportTable(cli: Cli, { revoked, alreadyRevoked, failed, notAttributable }: RevokeReport): string {
  const { good, faint, bad, warn } = cli.paint;
  const rows = [
    ...revoked.map((id) => [id, good('revoked'), '']),
    ...alreadyRevoked.map((id) => [id, faint('already revoked'), '']),
    ...failed.map(({ id, why }) => [id, bad('failed'), why]),
    ...notAttributable.map((id) => [
      id,
      warn('not attributable'),
      'Meta does not show whose it is; it was not touched.',
    ]),
  ];
  return rows.length === 0
    ? 'No allocation was there to revoke.'
    : formatTable(cli, ['allocation', 'result', 'why'], rows);
}
