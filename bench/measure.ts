/** Plays one migration with approval on a running world, and measures what it cost. */
import { CREDIT_LINE, fetchHistory, type World } from '../test/e2e/harness';
import { awaitClose, type RunId } from '../test/e2e/harness/runs';
import { countCalls } from './calls';
import { attemptsOf, eventKinds, longestPayload, type LongestPayload } from './history-size';
import { minimumCalls, totalOf, type CallCounts, type Migrated } from './minimum';

/** An account to migrate. */
export interface Size {
  readonly numbers: number;
  readonly templates: number;
  readonly flows: number;
}

/** What one migration cost. */
export interface Measured {
  readonly size: Size;
  readonly history: {
    readonly events: number;
    readonly kinds: Readonly<Record<string, number>>;
    readonly bytes: number;
    readonly longestPayload: LongestPayload;
  };
  readonly calls: {
    readonly polls: number;
    readonly actual: CallCounts;
    readonly minimum: CallCounts;
    readonly actualTotal: number;
    readonly minimumTotal: number;
    readonly ratio: number;
  };
  /** From start to end, a person's time left out, against the time that the simulator takes if nobody is ever late. */
  readonly timeRatio: number;
}

/** The simulator's pauses: three statuses from initiate to READY_TO_COMPLETE, then one for each number. */
const STEPS_TO_READY = 3;
const STEP_MS = 1_000;
const MOVE_MS = 200;

/** The accounts' owner and our portfolio. */
const PORTFOLIOS = 2;
/** Lines of credit of the simulator's partner. */
const CREDIT_LINES = 1;

/** Migrates one new account and measures the run. Throws where it does not complete. */
export async function measure(world: World, size: Size): Promise<Measured> {
  const behaviour = { stepMs: STEP_MS, moveMs: MOVE_MS, destinationAfterMs: 0 };
  const { id } = await world.addAccount({ ...size, behaviour });
  const before = (await world.simulator.journal()).at(-1)?.seq ?? 0;

  const run = (await order(world, 'start', '--waba', id, '--to', 'INR', '--credit-line', CREDIT_LINE)) as RunId;
  const asked = await world.waitForPhase(id, 'awaiting-approval');
  await order(world, 'approve', id, '--digest', asked.report?.digest ?? 'none');
  await world.waitForPhase(id, 'completed', { timeoutMs: 300_000 });
  await awaitClose(world.client, run);

  const { history } = await fetchHistory(world.client, run);
  const description = await world.client.workflow.getHandle(run.workflowId, run.runId).describe();
  const entries = (await world.simulator.journal()).filter(({ seq }) => seq > before);
  const polls = attemptsOf(history, 'pollMigration');
  const migrated: Migrated = {
    ...size,
    portfolios: PORTFOLIOS,
    creditLines: CREDIT_LINES,
    polls,
    confirmations: attemptsOf(history, 'confirm'),
  };
  const actual = countCalls(entries);
  const minimum = minimumCalls(migrated);
  return {
    size,
    history: {
      events: description.historyLength,
      kinds: eventKinds(history),
      bytes: description.historySize ?? 0,
      longestPayload: longestPayload(history),
    },
    calls: {
      polls,
      actual,
      minimum,
      actualTotal: totalOf(actual),
      minimumTotal: totalOf(minimum),
      ratio: totalOf(actual) / totalOf(minimum),
    },
    timeRatio: machineTimeMs(history.events ?? []) / (STEPS_TO_READY * STEP_MS + size.numbers * MOVE_MS),
  };
}

type Events = NonNullable<Awaited<ReturnType<typeof fetchHistory>>['history']['events']>;

/** From start to end of a run, without the time between its verification and the approval. */
function machineTimeMs(events: Events): number {
  const first = events[0];
  const last = events.at(-1);
  const accepted = events.findIndex((event) => event.workflowExecutionUpdateAcceptedEventAttributes != null);
  const verified = events.slice(0, accepted).findLast((event) => event.activityTaskCompletedEventAttributes != null);
  if (!first || !last || !verified) throw new Error('the history has no start, verification or end');
  return timeOf(last) - timeOf(first) - (timeOf(events[accepted]) - timeOf(verified));
}

function timeOf(event: Events[number] | undefined): number {
  return Number(event?.eventTime?.seconds ?? 0) * 1_000 + (event?.eventTime?.nanos ?? 0) / 1_000_000;
}

async function order(world: World, ...args: readonly string[]): Promise<unknown> {
  const { status, json, stderr } = await world.wabactl('migrate', ...args);
  if (status !== 0) throw new Error(`wabactl migrate ${args.join(' ')} ended with ${status}: ${stderr}`);
  return json;
}
