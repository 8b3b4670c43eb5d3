/** The commands about lines of credit and who is funded by them. */
import type { Command } from 'commander';
import type { Cli } from '../cli';
import { creditConfirmRadius } from './confirm-radius';
import { creditLine } from './line';
import { creditLines } from './lines';
import { creditList } from './list';
import { creditOperation } from './operation';
import { creditRevoke } from './revoke';
import { creditShare } from './share';
import { creditShow } from './show';

/** `wabactl credit`: everything about lines of credit. */
export function credit(cli: Cli): Command {
  const group = cli.group('credit', "share and revoke lines of credit, and see who funds a customer's accounts");
  for (const make of [
    creditLines,
    creditLine,
    creditShow,
    creditShare,
    creditRevoke,
    creditList,
    creditOperation,
    creditConfirmRadius,
  ]) {
    group.addCommand(make(cli));
  }
  return group;
}
