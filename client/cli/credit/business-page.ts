/** Who funds a customer's business, as pages for people: its allocations, its accounts, and what a revoke would stop. */
import { counted } from '../../../domain/counted';
import {
  isDeleted,
  type AllocationView,
  type BusinessCredit,
  type FundedWaba,
  type Radius,
} from '../../../domain/credit/funding';
import type { Cli } from '../cli';
import { joinParts } from '../terminal/page-parts';
import { printable } from '../terminal/paint';
import { formatTable } from '../terminal/tables';
import { revokeCommand } from './next-steps';

/** Our allocations to a business, and which of its accounts is funded by what. */
export function businessPage(cli: Cli, answer: BusinessCredit): string {
  const credit = printable(answer);
  return joinParts([`Business ${cli.paint.strong(credit.businessId)}`, ...fundingParts(cli, credit)]);
}

/** What a revoke would stop, its digest, and the command to go on with. */
export function radiusPage(cli: Cli, answer: Radius): string {
  const radius = printable(answer);
  return joinParts([
    cli.paint.strong(radiusSentence(radius)),
    ...fundingParts(cli, radius),
    openRunsPart(cli, radius),
    `${cli.paint.strong('Digest')}  ${radius.digest}`,
    goOnPart(radius),
  ]);
}

/** What a revoke would stop, in one sentence. */
export function radiusSentence({ businessId, allocations, wabas, numbers, unreadable }: Radius): string {
  if (!allocations.some((allocation) => !isDeleted(allocation))) {
    return unreadable.length === 0
      ? `There is nothing to revoke: none of our lines has an allocation to business ${businessId}.`
      : `No allocation of our lines to business ${businessId} was seen, but not everything could be read.`;
  }
  const stopping = wabas.filter(({ fundedBy }) => fundedBy === 'our-line' || fundedBy === 'unreadable');
  const atLeast = unreadable.length === 0 ? '' : ' at least';
  return (
    `Revoking business ${businessId} stops${atLeast} ${counted(numbers, 'number')} on ${counted(stopping.length, 'WABA')}: ` +
    'every WABA of it that is shared with us loses its funding, and paid messages fail.'
  );
}

function fundingParts(cli: Cli, { allocations, wabas, unreadable }: BusinessCredit): string[] {
  return [allocationsPart(cli, allocations), wabasPart(cli, wabas), unreadablePart(cli, unreadable)];
}

/** Allocations as a table. */
export function allocationsPart(cli: Cli, allocations: readonly AllocationView[]): string {
  if (allocations.length === 0) return 'No allocation of our lines.';
  const rows = allocations.map((allocation) => [
    allocation.id,
    allocation.lineId,
    allocation.receivingBusinessId ?? 'not shown',
    allocation.receivingCredentialId ?? 'not shown',
    allocation.status ?? 'not shown',
  ]);
  return formatTable(cli, ['allocation', 'line', 'receiving business', 'receiving credential', 'status'], rows);
}

function wabasPart(cli: Cli, wabas: readonly FundedWaba[]): string {
  if (wabas.length === 0) return 'No WABA of it is shared with us.';
  const rows = wabas.map((waba) => [
    waba.wabaId,
    waba.name ?? '',
    waba.currency ?? 'unknown',
    waba.numbers === null ? 'unknown' : String(waba.numbers),
    fundedBy(cli, waba),
  ]);
  return formatTable(cli, ['WABA', 'name', 'currency', 'numbers', 'funded by'], rows);
}

/** What pays for an account. */
export function fundedBy(
  { paint }: Cli,
  { fundedBy: source, allocationId, fundingId }: Pick<FundedWaba, 'fundedBy' | 'allocationId' | 'fundingId'>,
): string {
  switch (source) {
    case 'our-line':
      return paint.good(allocationId === null ? 'our line' : `our allocation ${allocationId}`);
    case 'other':
      return paint.warn(fundingId === null ? 'something else' : `something else: ${fundingId}`);
    case 'nobody':
      return paint.bad('nobody');
    case 'unreadable':
      return paint.warn('unreadable');
  }
}

/** What could not be read; an unreadable part is never taken for an empty one. */
export function unreadablePart(cli: Cli, unreadable: readonly string[]): string {
  return unreadable.length === 0
    ? ''
    : [cli.paint.warn('Not read:'), ...unreadable.map((line) => `  ${line}`)].join('\n');
}

function openRunsPart(cli: Cli, { openRuns }: Radius): string {
  if (openRuns.length === 0) return '';
  const rows = openRuns.map((run) => [run.workflowId, run.runId, run.phase ?? 'unknown']);
  return formatTable(cli, ['open migration', 'run', 'phase'], rows);
}

function goOnPart(radius: Radius): string {
  if (radius.openRuns.length === 0) return `To revoke exactly this, type:\n  ${revokeCommand(radius)}`;
  return `Wait for the end of the open migrations and look again, or revoke in spite of them with:\n  ${revokeCommand(radius)}`;
}
