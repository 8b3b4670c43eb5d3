/** What a share and a revoke have in common once they are started: answer at once, or wait for how it ends. */
import type { StartedRun, WabaMigrations } from '../..';
import type { Cli } from '../cli';
import { EXIT, exitStatusOf } from '../exit-status';
import { startedText } from '../started';
import { followOperation } from './follow';
import { operationPage } from './operation-page';

/** Prints the run that a start led to or, with `wait`, how it ended; answers with the exit status. */
export async function printStarted(
  cli: Cli,
  migrations: WabaMigrations,
  run: StartedRun,
  { businessId, wait }: { readonly businessId: string; readonly wait: boolean },
): Promise<number> {
  if (!wait) {
    cli.print(run, () => startedText(cli, run));
    return EXIT.done;
  }
  const state = await followOperation(cli, migrations, businessId, { runId: run.runId, until: 'person' });
  const { workflowId, runId, phase, outcome } = state;
  cli.print({ workflowId, runId, phase, outcome }, () => operationPage(cli, state, new Date()));
  return exitStatusOf(state);
}
