/** The report as a page for people: checks, differences, old and new ids, and the digest to approve. */
import type { Check, CheckResult, Verdict } from '../../../domain/checks';
import type { Difference, IdMap, Report } from '../../../domain/state';
import type { Cli } from '../cli';
import { formatTable } from '../terminal/tables';

/** The whole report. */
export function reportPage(cli: Cli, report: Report): string {
  return [
    `${cli.paint.strong('Verdict')}  ${paintVerdict(cli, report.verdict)}`,
    checksTable(cli, report.checks),
    differencesTable(cli, report.differences),
    idMapTable(cli, report.idMap),
    `${cli.paint.strong('Digest')}  ${report.digest ?? 'none yet: nothing can be approved'}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The checks as a table. */
export function checksTable(cli: Cli, checks: readonly Check[]): string {
  if (checks.length === 0) return '';
  const rows = checks.map((check) => [
    check.name,
    check.stage,
    paintResult(cli, check.result),
    check.waived ? cli.paint.faint('waived') : paintVerdict(cli, check.verdict),
    [check.text, ...samplesOf(check)].join(' '),
  ]);
  return formatTable(cli, ['check', 'stage', 'result', 'verdict', 'found'], rows);
}

const samplesOf = (check: Check): string[] => (check.samples.length === 0 ? [] : [`(${check.samples.join(', ')})`]);

function differencesTable(cli: Cli, differences: readonly Difference[]): string {
  if (differences.length === 0) return '';
  const rows = differences.map((difference) => [
    difference.kind,
    ...[difference.matching, difference.missing, difference.extra, difference.changed].map(String),
    difference.samples.join(', '),
  ]);
  return formatTable(cli, ['kind', 'matching', 'missing', 'extra', 'changed', 'samples'], rows);
}

function idMapTable(cli: Cli, { waba, phones, templates, flows, evidencePath }: IdMap): string {
  const rows = [
    ['WABA', '', waba.source, waba.clone ?? 'unknown'],
    ...phones.map((phone) => ['number', phone.digits, phone.sourceId, phone.cloneId ?? 'not moved']),
  ];
  const counts = `${templates.count} templates and ${flows.count} Flows: ${evidencePath ?? 'in no evidence file yet'}`;
  return `${formatTable(cli, ['what', 'digits', 'source id', 'clone id'], rows)}\n${counts}`;
}

/** A verdict in its colour. */
export function paintVerdict({ paint }: Cli, verdict: Verdict): string {
  return { pass: paint.good, warn: paint.warn, block: paint.bad }[verdict](verdict);
}

function paintResult({ paint }: Cli, result: CheckResult): string {
  return { match: paint.good, mismatch: paint.bad, incomplete: paint.warn }[result](result);
}
