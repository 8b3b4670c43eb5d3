/** The parts that pages about a run have in common. */
import { formatMs } from '../../../domain/durations';
import type { Polling } from '../../../domain/state';
import type { Cli } from '../cli';

/** The parts of a page that say something, one blank line between them. */
export const joinParts = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** Names with values, one a line; a value that is not known is left out. */
export function factLines(
  cli: Cli,
  rows: readonly (readonly [name: string, value: string | null | undefined])[],
): string {
  return rows
    .filter(([, value]) => value != null)
    .map(([name, value]) => `  ${cli.paint.faint(name.padEnd(10))} ${value}`)
    .join('\n');
}

/** Which run it is, where Temporal shows it, since when it runs, and what it polls for. */
export function runFacts(
  cli: Cli,
  run: {
    readonly workflowId: string;
    readonly runId: string;
    readonly timeline: readonly { readonly at: string }[];
    readonly polling: Polling | null;
  },
  now: Date,
): [name: string, value: string | null][] {
  const started = run.timeline[0]?.at;
  return [
    ['run', `${run.workflowId} ${run.runId}`],
    ['link', cli.urlOf(run)],
    ['started', started === undefined ? null : `${started} (${formatMs(now.getTime() - Date.parse(started))} ago)`],
    ['poll', run.polling === null ? null : describePolling(run.polling, now)],
  ];
}

/** Why a run waits, and the commands that help. */
export function waitingLines(
  cli: Cli,
  waitingFor: { readonly reason: string; readonly until: string | null } | null,
  steps: readonly string[],
): string {
  if (waitingFor === null) return '';
  const { reason, until } = waitingFor;
  const lines = [`${cli.paint.strong('Waits:')} ${reason}${until === null ? '' : ` (until ${until})`}`];
  if (steps.length > 0) lines.push(cli.paint.strong('Type next, one of:'), ...steps.map((step) => `  ${step}`));
  return lines.join('\n');
}

/** What happened, oldest first. */
export function timelineLines(
  cli: Cli,
  timeline: readonly {
    readonly at: string;
    readonly phase: string;
    readonly text: string;
    readonly by: string | null;
  }[],
): string {
  const lines = timeline.map(
    ({ at, phase, text, by }) =>
      `  ${cli.paint.faint(at)}  ${phase.padEnd(17)}  ${text}${by === null ? '' : cli.paint.faint(` (${by})`)}`,
  );
  return lines.length === 0 ? '' : [cli.paint.strong('Timeline:'), ...lines].join('\n');
}

/** A poll as people read it: how often, what it last saw, when it looks again. */
export function describePolling({ attempt, lastStatus, nextAt }: Polling, now: Date): string {
  const waitMs = nextAt === null ? 0 : Date.parse(nextAt) - now.getTime();
  const next = waitMs > 0 ? `next in ${formatMs(waitMs)}` : 'looking now';
  return `attempt ${attempt}, ${next}${lastStatus === null ? '' : `; last: ${lastStatus.replace(/\.$/, '')}`}`;
}
