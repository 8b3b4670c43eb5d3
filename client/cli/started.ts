/** What is printed about a run that was started or was there already. */
import { showCommand, type StartedRun } from '..';
import type { Cli } from './cli';

/** The run, how to follow it, and its page in Temporal's Web UI where one is known. */
export function startedText(cli: Cli, run: StartedRun): string {
  const { workflowId, runId, started } = run;
  const url = cli.urlOf(run);
  return [
    started ? `Started ${workflowId}, run ${runId}.` : `It is there already: ${workflowId}, run ${runId}.`,
    `Follow it with: ${showCommand(workflowId)} --watch`,
    ...(url === null ? [] : [`Temporal shows it at: ${url}`]),
  ].join('\n');
}
