import type { Command } from 'commander';
import { PHASES, type Phase } from '../../../domain/phases';
import { listFilterSchema, MAX_PAGE_SIZE, parseInput, type ListFilter, type MigrationPage } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { jsonOption, readCount, typedOnly } from '../options';
import { printable } from '../terminal/paint';
import { formatTable } from '../terminal/tables';
import { paintPhase } from './state-page';

interface ListOptions {
  readonly phase?: Phase;
  readonly needsOperator?: true;
  readonly business?: string;
  readonly to?: string;
  readonly idPrefix?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** `wabactl migrate list`: migrations, newest first. */
export const migrateList = (cli: Cli): Command =>
  cli
    .command('list', 'list migrations, open ones first, newest first; a new one appears within seconds', [
      'wabactl migrate list --needs-operator',
      'wabactl migrate list --phase awaiting-approval --business 506914307656634',
      'wabactl migrate list --json --page-size 200',
    ])
    .option('--phase <phase>', `only this phase: ${PHASES.join(', ')}`)
    .option('--needs-operator', 'only those that wait for a person')
    .option('--business <id>', 'only those started for this business')
    .option('--to <currency>', 'only those to this currency')
    .option('--id-prefix <digits>', 'only WABAs whose id or clone’s id begins so; of a clone left behind, the whole id')
    .option('--page-size <count>', `runs on a page, at most ${MAX_PAGE_SIZE} (default: 50)`, readCount('--page-size'))
    .option('--page-token <token>', 'the next page, as the page before names it')
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const filter: ListFilter = typedOnly({
        phase: options.phase,
        needsOperator: options.needsOperator,
        businessId: options.business,
        targetCurrency: options.to,
        idPrefix: options.idPrefix,
        pageSize: options.pageSize,
        pageToken: options.pageToken,
      });
      parseTyped(() => parseInput(listFilterSchema, filter));
      await cli.withMigrations(async (migrations) => {
        const page = await migrations.list(filter);
        cli.print(page, () => listPage(cli, printable(page)));
        return EXIT.done;
      });
    });

function listPage(cli: Cli, { migrations, nextPageToken }: MigrationPage): string {
  if (migrations.length === 0) return 'No migration matches.';
  const rows = migrations.map((run) => [
    run.wabaId,
    run.name ?? '',
    `${run.sourceCurrency ?? '?'} to ${run.targetCurrency ?? '?'}`,
    run.phase === null ? 'unknown' : paintPhase(cli, run.phase),
    run.phaseChangedAt ?? '',
    run.needsOperator ? cli.paint.warn('yes') : 'no',
    run.waitingFor?.reason ?? '',
  ]);
  const head = ['WABA', 'name', 'currency', 'phase', 'since', 'person needed', 'waits for'];
  const next = nextPageToken === null ? '' : `\nMore: add --page-token ${nextPageToken}`;
  return `${formatTable(cli, head, rows)}${next}`;
}
