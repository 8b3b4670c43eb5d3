/** The commands about one migration, and the list of all. */
import type { Command } from 'commander';
import type { Cli } from '../cli';
import { migrateAbandon } from './abandon';
import { migrateApprove } from './approve';
import { migrateAttach } from './attach';
import { migrateConclude } from './conclude';
import { migrateList } from './list';
import { migratePause } from './pause';
import { migrateReject } from './reject';
import { migrateReport } from './report';
import { migrateRetry } from './retry';
import { migrateShow } from './show';
import { migrateStart } from './start';
import { migrateUnpause } from './unpause';
import { migrateWaive } from './waive';

/** `wabactl migrate`: everything about migrations. */
export function migrate(cli: Cli): Command {
  const group = cli.group('migrate', 'move WhatsApp Business Accounts to another billing currency');
  for (const make of [
    migrateStart,
    migrateShow,
    migrateList,
    migrateReport,
    migrateApprove,
    migrateReject,
    migrateWaive,
    migrateRetry,
    migrateAttach,
    migratePause,
    migrateUnpause,
    migrateAbandon,
    migrateConclude,
  ]) {
    group.addCommand(make(cli));
  }
  return group;
}
