/** One time-skipping server for a group of tests, credit operations under test, and what a suite has seen of the table. */
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowBundle } from '@temporalio/worker';
import type { ShareStart } from '../../../domain/credit/input';
import { isTerminalCredit, type CreditOperation, type CreditPhase } from '../../../domain/credit/phases';
import type { CreditRunState } from '../../../domain/credit/state';
import type { CreditVerb, CreditVerbInput } from '../../../domain/credit/verbs';
import { creditLineWorkflowId, TASK_QUEUES } from '../../../domain/ids';
import { creditStateQuery, creditVerbUpdates } from '../../../workflows/messages';
import { bundleWorkflows, expectWellShown, SkippingServer, STARTED_BY_A_TEST } from '../skipping-server';
import { DIGEST, fakedCredit, type CreditScript } from './faked';

const REAL_TIME_LIMIT_MS = 30_000;

/** A running credit operation under test. */
export class Operation {
  /** The type of the failure with which the run ended, once {@link end} has returned. */
  failureType: string | undefined;

  constructor(
    private readonly suite: CreditSuite,
    readonly businessId: string,
    readonly handle: WorkflowHandle,
  ) {}

  async state(): Promise<CreditRunState> {
    return this.suite.note(await this.handle.query(creditStateQuery));
  }

  /** Waits, without skipping time, until the run is in a phase (and a condition holds). */
  async until(phase: CreditPhase, also: (state: CreditRunState) => boolean = () => true): Promise<CreditRunState> {
    const end = Date.now() + REAL_TIME_LIMIT_MS;
    for (;;) {
      const state = await this.state();
      if (state.phase === phase && also(state)) return state;
      if (Date.now() > end || (isTerminalCredit(state.phase) && state.phase !== phase)) {
        throw new Error(`never came to ${phase}; it is in ${state.phase}: ${JSON.stringify(state.timeline)}`);
      }
      await delay(15);
    }
  }

  /**
   * Waits, where a person is asked, until the evidence is written. A decision ends the writing, and the time-skipping
   * server loses the task of a workflow that cancels an activity which answers at that very moment.
   */
  private async readyToDecide(): Promise<void> {
    if (!(await this.state()).needsOperator) return;
    while ((await this.handle.describe()).raw.pendingActivities?.length) await delay(5);
  }

  /** Cancels it by Temporal. */
  async cancel(): Promise<void> {
    await this.readyToDecide();
    await this.handle.cancel();
  }

  /** Gives a verb; the state after it. */
  async tell<V extends CreditVerb>(verb: V, input: Omit<CreditVerbInput<V>, 'by'>): Promise<CreditRunState> {
    await this.readyToDecide();
    const args = [{ by: 'test:operator', ...input } as never] as [never];
    return this.suite.note(
      await this.handle.executeUpdate<CreditRunState, [never]>(creditVerbUpdates[verb] as never, { args }),
    );
  }

  /** Gives a verb that must be refused; the reason. A refused Update leaves nothing in the history. */
  async refusal<V extends CreditVerb>(verb: V, input: Omit<CreditVerbInput<V>, 'by'>): Promise<string> {
    const before = await this.acceptedUpdates();
    const refused = await this.tell(verb, input).then(
      () => null,
      (error: unknown) => error as Error & { cause?: Error },
    );
    if (refused === null) throw new Error(`${verb} was accepted`);
    const cause = refused.cause ?? refused;
    if (!(cause instanceof ApplicationFailure) || cause.type !== 'VerbRefused') throw refused;
    expect(await this.acceptedUpdates()).toBe(before);
    return cause.message;
  }

  /** Lets time run until the run ends, with nothing that people would miss in its history; its final state. */
  async end(): Promise<CreditRunState> {
    const state = await this.ended();
    await expectWellShown(this.handle);
    return state;
  }

  private async ended(): Promise<CreditRunState> {
    try {
      return this.suite.note((await this.handle.result()) as CreditRunState);
    } catch (error) {
      if (!(error instanceof WorkflowFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
      this.failureType = error.cause.type ?? undefined;
      return this.suite.note(error.cause.details?.[0] as CreditRunState);
    }
  }

  private async acceptedUpdates(): Promise<number> {
    const { events } = await this.handle.fetchHistory();
    return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length;
  }
}

/** Server, workers and faked activities for the credit tests of one file. */
export class CreditSuite {
  readonly fakes = fakedCredit();
  /** The moves that the suite has seen, by operation. */
  readonly seen = { share: new Set<string>(), revoke: new Set<string>() } as const satisfies Record<
    CreditOperation,
    Set<string>
  >;
  private bundle: WorkflowBundle | undefined;
  private server: SkippingServer | undefined;

  async open(): Promise<void> {
    this.bundle ??= await bundleWorkflows();
    this.server = await SkippingServer.start(this.bundle, this.fakes.implementation());
  }

  async close(): Promise<void> {
    await this.server?.stop();
  }

  get running(): SkippingServer {
    if (!this.server) throw new Error('the suite is not open');
    return this.server;
  }

  /** Starts a share with a new business whose activities answer from the script. */
  async share(script: CreditScript = {}, input: Partial<ShareStart> = {}, taskQueue?: string): Promise<Operation> {
    const start = { wabaId: '102290129340398', currency: 'INR', startedBy: 'test:starter', ...input };
    return await this.start('shareCreditLine', script, start, taskQueue);
  }

  /** Starts a revoke of a new business whose activities answer from the script. */
  async revoke(script: CreditScript = {}, input: object = {}, taskQueue?: string): Promise<Operation> {
    const start = { radius: DIGEST, startedBy: 'test:starter', ...input };
    return await this.start('revokeCreditLine', script, start, taskQueue);
  }

  /** Keeps which moves a timeline shows. */
  note(state: CreditRunState): CreditRunState {
    const phases = state.timeline.map((entry) => entry.phase);
    for (const [index, phase] of phases.entries()) {
      const from = phases[index - 1];
      if (from !== undefined && from !== phase) this.seen[state.operation].add(`${from} → ${phase}`);
    }
    return state;
  }

  private async start(type: string, script: CreditScript, input: object, queue?: string): Promise<Operation> {
    const businessId = String(randomInt(1e12, 9e12));
    this.fakes.script(businessId, script);
    const handle = await this.running.client.start(type, {
      workflowId: creditLineWorkflowId(businessId),
      taskQueue: queue ?? TASK_QUEUES.workflows,
      staticSummary: STARTED_BY_A_TEST,
      args: [{ businessId, ...input }],
    });
    return new Operation(this, businessId, handle);
  }
}
