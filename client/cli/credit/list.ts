import type { Command } from 'commander';
import {
  creditListFilterSchema,
  MAX_PAGE_SIZE,
  parseInput,
  type CreditListFilter,
  type CreditOperationPage,
} from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { jsonOption, readCount, typedOnly } from '../options';
import { printable } from '../terminal/paint';
import { formatTable } from '../terminal/tables';
import { paintCreditPhase } from './operation-page';

interface ListOptions {
  readonly needsOperator?: true;
  readonly business?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** `wabactl credit list`: shares and revokes of all businesses, newest first. */
export const creditList = (cli: Cli): Command =>
  cli
    .command('list', 'list shares and revokes, open ones first, newest first; a new one appears within seconds', [
      'wabactl credit list --needs-operator',
      'wabactl credit list --business 506914307656634 --json',
    ])
    .option('--needs-operator', 'only those that wait for a person')
    .option('--business <id>', 'only those of this business')
    .option('--page-size <count>', `runs on a page, at most ${MAX_PAGE_SIZE} (default: 50)`, readCount('--page-size'))
    .option('--page-token <token>', 'the next page, as the page before names it')
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const filter: CreditListFilter = typedOnly({
        needsOperator: options.needsOperator,
        businessId: options.business,
        pageSize: options.pageSize,
        pageToken: options.pageToken,
      });
      parseTyped(() => parseInput(creditListFilterSchema, filter));
      await cli.withMigrations(async ({ credit }) => {
        const page = await credit.list(filter);
        cli.print(page, () => listPage(cli, printable(page)));
        return EXIT.done;
      });
    });

function listPage(cli: Cli, { operations, nextPageToken }: CreditOperationPage): string {
  if (operations.length === 0) return 'No credit operation matches.';
  const rows = operations.map((run) => [
    run.businessId,
    run.operation,
    run.wabaId ?? (run.operation === 'revoke' ? 'all' : ''),
    run.phase === null ? 'unknown' : paintCreditPhase(cli, run.phase),
    run.phaseChangedAt ?? '',
    run.needsOperator ? cli.paint.warn('yes') : 'no',
    run.waitingFor?.reason ?? '',
  ]);
  const head = ['business', 'operation', 'WABA', 'phase', 'since', 'person needed', 'waits for'];
  const next = nextPageToken === null ? '' : `\nMore: add --page-token ${nextPageToken}`;
  return `${formatTable(cli, head, rows)}${next}`;
}
