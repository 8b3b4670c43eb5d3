/** One time-skipping server, one worker for all tests of a file, and what the suite has seen of the phase table. */
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowBundle } from '@temporalio/worker';
import { TASK_QUEUES } from '../../domain/ids';
import type { StartInput } from '../../domain/input';
import { isTerminal, type Phase } from '../../domain/phases';
import type { RunState } from '../../domain/state';
import type { Verb, VerbInput } from '../../domain/verbs';
import { stateQuery, verbUpdates } from '../../workflows/messages';
import { fakedCredit, type CreditScript } from './credit/faked';
import { fakedMigrations, type Script } from './faked-activities';
import { bundleWorkflows, expectWellShown, SkippingServer, STARTED_BY_A_TEST } from './skipping-server';

const REAL_TIME_LIMIT_MS = 30_000;

/** An activity that no worker has yet, or not yet again (temporal.api.enums.v1.PendingActivityState). */
const SCHEDULED = 1;
/** How often is looked at an activity that a script holds, before a verb is given all the same. */
const LOOKS_AT_HELD = 20;

/** What the tests of a suite have shown of the phase table. */
class Seen {
  readonly transitions = new Set<string>();

  note(state: RunState): void {
    const phases = state.timeline.map((entry) => entry.phase);
    for (const [index, phase] of phases.entries()) {
      const from = phases[index - 1];
      if (from !== undefined && from !== phase) this.transitions.add(`${from} → ${phase}`);
    }
  }
}

/** A running migration under test. */
export class Run {
  constructor(
    private readonly suite: Suite,
    readonly wabaId: string,
    readonly handle: WorkflowHandle,
  ) {}

  async state(): Promise<RunState> {
    const state = await this.handle.query(stateQuery);
    this.suite.seen.note(state);
    return state;
  }

  /** The markdown that the Temporal Web UI shows as the run's current details. */
  async details(): Promise<string> {
    const metadata = await this.handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return metadata.currentDetails ?? '';
  }

  /** Waits, without skipping time, until the run is in a phase (and a condition holds). */
  async until(phase: Phase, also: (state: RunState) => boolean = () => true): Promise<RunState> {
    const end = Date.now() + REAL_TIME_LIMIT_MS;
    for (;;) {
      const state = await this.state();
      if (state.phase === phase && also(state)) return state;
      if (Date.now() > end || isTerminal(state.phase)) {
        throw new Error(
          `never came to ${phase}; it is in ${state.phase}: ${JSON.stringify(state.waitingFor)} ${JSON.stringify(state.timeline)}`,
        );
      }
      await delay(15);
    }
  }

  /** Lets time run, a minute at a time, until the run is in a phase. */
  async untilSkipping(phase: Phase): Promise<RunState> {
    for (;;) {
      const state = await this.state();
      if (state.phase === phase || isTerminal(state.phase)) return await this.until(phase);
      await this.suite.sleep('1m');
    }
  }

  /** Waits, without skipping time, until the run has arrived at its end (its last evidence may still be written). */
  async arrival(phase: Phase): Promise<void> {
    const end = Date.now() + REAL_TIME_LIMIT_MS;
    while ((await this.state()).phase !== phase) {
      if (Date.now() > end) throw new Error(`never arrived at ${phase}`);
      await delay(15);
    }
  }

  /**
   * Waits until no activity is about to answer: where a person is asked, until the evidence is written; where a poll goes
   * on, until it waits for its next try; one that a script holds is given a while. A verb may end it, and the
   * time-skipping server loses the task of a workflow that cancels an activity which answers at that very moment.
   */
  private async readyToDecide(): Promise<void> {
    const isAsked = (await this.state()).phase === 'needs-operator';
    for (let looks = 0; looks < (isAsked ? 200 : LOOKS_AT_HELD); looks += 1) {
      const pending = (await this.handle.describe()).raw.pendingActivities ?? [];
      const isResting = ({ state, attempt }: (typeof pending)[number]) =>
        Number(state) === SCHEDULED && (attempt ?? 1) > 1;
      if (isAsked ? pending.length === 0 : pending.every(isResting)) return;
      await delay(5);
    }
  }

  /** Gives a verb. */
  async tell<V extends Verb>(verb: V, input: Omit<VerbInput<V>, 'by'> & { by?: string }): Promise<RunState> {
    await this.readyToDecide();
    const args = { by: 'test:operator', ...input };
    const state = await this.handle.executeUpdate<RunState, [never]>(verbUpdates[verb] as never, {
      args: [args as never],
    });
    this.suite.seen.note(state);
    return state;
  }

  /** Gives a verb that must be refused; the reason. */
  async refusal<V extends Verb>(verb: V, input: Omit<VerbInput<V>, 'by'> & { by?: string }): Promise<string> {
    const before = await this.acceptedUpdates();
    const { phase } = await this.state();
    const refused = await this.tell(verb, input).then(
      () => null,
      (error: unknown) => error as Error & { cause?: Error },
    );
    if (refused === null) throw new Error(`${verb} was accepted in ${phase}`);
    const cause = refused.cause ?? refused;
    if (!(cause instanceof ApplicationFailure) || cause.type !== 'VerbRefused') throw refused;
    expect(await this.acceptedUpdates()).toBe(before);
    return cause.message;
  }

  /** How many Updates the history holds: a refused one leaves none. */
  private async acceptedUpdates(): Promise<number> {
    const { events } = await this.handle.fetchHistory();
    return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length;
  }

  /** Lets time run until the run ends, with nothing that people would miss in its history; its final state. */
  async end(): Promise<RunState> {
    const state = await this.ended();
    this.suite.seen.note(state);
    await expectWellShown(this.handle);
    return state;
  }

  private async ended(): Promise<RunState> {
    try {
      return (await this.handle.result()) as RunState;
    } catch (error) {
      if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure) {
        this.failureType = error.cause.type ?? undefined;
        return error.cause.details?.[0] as RunState;
      }
      throw error;
    }
  }

  /** The type of the failure with which the run ended, once {@link end} has returned. */
  failureType: string | undefined;
}

/** Server, worker and faked activities for the tests of one file. */
export class Suite {
  readonly seen = new Seen();
  readonly fakes = fakedMigrations();
  readonly credit = fakedCredit();
  private bundle: WorkflowBundle | undefined;
  private server: SkippingServer | undefined;

  /** Starts a server for a group of tests, with the real workflows where no others are given. */
  async open(bundle?: WorkflowBundle): Promise<void> {
    this.bundle ??= bundle ?? (await bundleWorkflows());
    const activities = { ...this.fakes.implementation(), ...this.credit.implementation() };
    this.server = await SkippingServer.start(this.bundle, activities);
  }

  async close(): Promise<void> {
    await this.server?.stop();
  }

  private get running(): SkippingServer {
    if (!this.server) throw new Error('the suite is not open');
    return this.server;
  }

  /** Starts a migration of a new account whose activities answer from the script. */
  async start(script: Script = {}, input: Partial<StartInput> = {}, credit: CreditScript = {}): Promise<Run> {
    const wabaId = String(randomInt(1e12, 9e12));
    this.fakes.script(wabaId, script);
    this.credit.script(wabaId, credit);
    const args: [StartInput] = [{ wabaId, targetCurrency: 'INR', startedBy: 'test:starter', ...input }];
    const handle = await this.startOther('migrateWaba', `migrate-waba/${wabaId}`, ...args);
    return new Run(this, wabaId, handle);
  }

  /** Starts any workflow. */
  async startOther(type: string, workflowId: string, input: object): Promise<WorkflowHandle> {
    const options = { workflowId, taskQueue: TASK_QUEUES.workflows, staticSummary: STARTED_BY_A_TEST };
    return await this.running.client.start(type, { ...options, args: [input] });
  }

  /** A workflow that something else has started. */
  handleOf(workflowId: string): WorkflowHandle {
    return this.running.client.getHandle(workflowId);
  }

  /** Skips time. */
  async sleep(duration: string | number): Promise<void> {
    await this.running.sleep(duration);
  }
}
