import type { Command } from 'commander';
import { hasMetaToken, readClientSettings } from '../../runtime/settings';
import { isWabaMigrationsError, parseQuestion } from '..';
import {
  examineEvidence,
  examineNode,
  examineThrough,
  unwell,
  withoutConnection,
  type Finding,
  type FindingName,
  type FindingStatus,
} from '../doctor';
import type { Cli } from './cli';
import { parseTyped } from './errors';
import { EXIT } from './exit-status';
import { jsonOption } from './options';
import { joinParts } from './terminal/page-parts';
import { printable } from './terminal/paint';
import { formatTable } from './terminal/tables';

/** `wabactl doctor`: what is well, what is not, and the fix of each. Ends with 1 where something fails. */
export const doctor = (cli: Cli): Command =>
  cli
    .command('doctor', 'look at everything that runs need, and say the fix of what is not well; changes nothing', [
      'wabactl doctor',
      'wabactl doctor --token-ref acme --json',
    ])
    .option('--token-ref <ref>', "which of the workers' tokens to look at", 'default')
    .addOption(jsonOption())
    .action(async (options: { readonly tokenRef: string }) => {
      const { tokenRef } = parseTyped(() => parseQuestion({ kind: 'token', tokenRef: options.tokenRef }));
      const { evidenceDir } = readClientSettings(cli.context.env);
      const checks: readonly Finding[] = [
        examineNode(process.versions.node),
        await examineEvidence({ folder: evidenceDir, isWorker: hasMetaToken(cli.context.env) }),
        ...(await examineOutside(cli, tokenRef)),
      ];
      const healthy = checks.every(({ status }) => status !== 'fail');
      cli.print({ healthy, checks }, () => doctorPage(cli, checks));
      cli.status = healthy ? EXIT.done : EXIT.failed;
    });

async function examineOutside(cli: Cli, tokenRef: string): Promise<readonly Finding<FindingName>[]> {
  try {
    const open = await cli.context.createMigrations({ apiUrl: cli.apiUrl });
    try {
      return await examineThrough(open.migrations, { tokenRef });
    } finally {
      await open.close();
    }
  } catch (error) {
    if (!isWabaMigrationsError(error)) throw error;
    return withoutConnection(unwell('temporal', 'fail', error.message, error.fix));
  }
}

/** The findings as a table, then what to do about those that are not well. */
function doctorPage(cli: Cli, checks: readonly Finding[]): string {
  const { paint } = cli;
  const painted: Record<FindingStatus, string> = {
    ok: paint.good('ok'),
    warn: paint.warn('warn'),
    fail: paint.bad('fail'),
  };
  const shown = printable(checks);
  const fixes = shown.filter(({ fix }) => fix !== null).map(({ name, fix }) => `  ${name}: ${fix ?? ''}`);
  return joinParts([
    formatTable(
      cli,
      ['', 'what', 'found'],
      shown.map(({ name, status, found }) => [painted[status], name, found]),
    ),
    fixes.length === 0 ? 'Everything is well.' : [paint.strong('What helps:'), ...fixes].join('\n'),
  ]);
}
