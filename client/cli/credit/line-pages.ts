/** Our lines of credit as pages for people: all of them in short, and one in full. */
import { z } from 'zod';
import { moneySchema } from '../../../domain/credit/questions';
import type { CreditLineDetails, CreditLineList, CreditLineSummary } from '../..';
import type { Cli } from '../cli';
import { joinParts } from '../terminal/page-parts';
import { printable } from '../terminal/paint';
import { formatTable } from '../terminal/tables';
import { allocationsPart, unreadablePart } from './business-page';

/** Our lines, with what is left on each; where there is none, why that may be. */
export function linesPage(cli: Cli, answer: CreditLineList): string {
  const { businessId, lines, why } = printable(answer);
  if (lines.length === 0) {
    return joinParts([`Our business ${businessId} has no line of credit that this token sees.`, why ?? '']);
  }
  const rows = lines.map((line) => [
    line.id,
    line.legalEntityName ?? 'unknown',
    amount(line.balance),
    amount(line.creditAvailable),
    accessOf(cli, line),
  ]);
  return formatTable(cli, ['line', 'legal entity', 'balance', 'available credit', 'access'], rows);
}

const amount = (money: CreditLineSummary['balance']): string =>
  money === null ? 'unknown' : `${money.amount} ${money.currency}`;

function accessOf({ paint }: Cli, { accessRevoked }: CreditLineSummary): string {
  if (accessRevoked === null) return 'unknown';
  return accessRevoked ? paint.bad('revoked') : paint.good('ours');
}

/** One line: every field as Meta gave it, its allocations, its invoice groups. */
export function linePage(cli: Cli, answer: CreditLineDetails): string {
  const { id, fields, allocations, invoiceGroups, unreadable } = printable(answer);
  const groups = invoiceGroups.map((group) => [group.id, group.name ?? '']);
  return joinParts([
    `Line of credit ${cli.paint.strong(id)}`,
    formatTable(
      cli,
      ['field', 'value'],
      Object.entries(fields).map(([name, value]) => [name, textOf(value)]),
    ),
    allocationsPart(
      cli,
      allocations.map((allocation) => ({ ...allocation, lineId: id })),
    ),
    groups.length === 0 ? 'No invoice group.' : formatTable(cli, ['invoice group', 'name'], groups),
    unreadablePart(cli, unreadable),
  ]);
}

const namedSchema = z.object({ id: z.string(), name: z.string() });

/** A field of Meta's as people read it: amounts and named things in short, everything else as JSON. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  const money = moneySchema.safeParse(value);
  if (money.success) return amount(money.data);
  const named = namedSchema.safeParse(value);
  if (named.success) return `${named.data.name} (${named.data.id})`;
  return JSON.stringify(value);
}
