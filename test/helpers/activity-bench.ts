/** Runs an activity on fakes: a Graph in memory, runs that other tests would have started, a clock that stands. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities, type ActivityDeps } from '../../activities';
import type { RunRef } from '../../activities/contract';
import type { OpenRun } from '../../domain/credit/funding';
import type { LeftBehindClone, NamedRun, RunDirectory, Sibling } from '../../activities/runs';
import { account, CALLBACK, createFakeGraph, OWN_BUSINESS, OWNER, type FakeGraph } from './fake-graph';

/** The source, its clone, the migration between them and the run that moves it. */
export const SOURCE = '100';
export const CLONE = '200';
export const MIGRATION = 'mig-1';
export const RUN = '11111111-1111-1111-1111-111111111111';
/** Where the clock stands. */
export const NOW = Date.parse('2026-11-22T12:00:00Z');

/** A run directory in memory. */
export interface FakeRuns extends RunDirectory {
  readonly naming: Map<string, NamedRun[]>;
  readonly holding: Map<string, NamedRun[]>;
  leftBehind: LeftBehindClone[];
  siblingRuns: Sibling[];
  revokeOpen: boolean;
  open: OpenRun[];
  failWith: Error | undefined;
}

function createFakeRuns(): FakeRuns {
  const answer = async <T>(value: () => T): Promise<T> => {
    if (runs.failWith !== undefined) throw runs.failWith;
    return Promise.resolve(value());
  };
  const runs: FakeRuns = {
    naming: new Map(),
    holding: new Map(),
    leftBehind: [],
    siblingRuns: [],
    revokeOpen: false,
    open: [],
    failWith: undefined,
    runsNamingWaba: (id) => answer(() => runs.naming.get(id) ?? []),
    runsHoldingMigration: (id) => answer(() => runs.holding.get(id) ?? []),
    clonesLeftBehind: () => answer(() => runs.leftBehind),
    siblings: () => answer(() => runs.siblingRuns),
    isRevokeOpen: () => answer(() => runs.revokeOpen),
    openMigrations: () => answer(() => runs.open),
  };
  return runs;
}

/** Which attempt of an activity, how long after it was first scheduled, in which run. */
export interface At {
  readonly attempt?: number;
  readonly ageMs?: number;
  readonly runId?: string;
  readonly info?: Partial<Info>;
  readonly cancelled?: boolean;
}

/** Every activity, as a worker has them. */
type Activities = ReturnType<typeof createActivities>;

/** A bench: the fakes, and how to run an activity on them. */
export interface Bench {
  readonly graph: FakeGraph;
  readonly runs: FakeRuns;
  readonly deps: ActivityDeps;
  readonly run: RunRef;
  /** Runs an activity as one attempt. */
  call<N extends keyof Activities>(name: N, input: Parameters<Activities[N]>[0], at?: At): ReturnType<Activities[N]>;
  /** Runs an activity that must fail; returns the failure. */
  failing<N extends keyof Activities>(
    name: N,
    input: Parameters<Activities[N]>[0],
    at?: At,
  ): Promise<ApplicationFailure>;
}

const evidenceDirs: string[] = [];
afterAll(() => {
  for (const folder of evidenceDirs) rmSync(folder, { recursive: true, force: true });
});

function newEvidenceDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  evidenceDirs.push(folder);
  return folder;
}

/** A bench with a source and a clone that is ready to complete and in order. */
export function createBench(more: Partial<ActivityDeps> = {}): Bench {
  const graph = createFakeGraph();
  const runs = createFakeRuns();
  graph.accounts.set(SOURCE, account(SOURCE));
  graph.accounts.set(CLONE, { ...account(CLONE, { currency: 'INR' }), numbers: [] });
  graph.migrations.set(MIGRATION, {
    id: MIGRATION,
    status: 'READY_TO_COMPLETE',
    destination: { id: CLONE, currency: 'INR' },
  });
  graph.owned.set(OWNER, [SOURCE]);
  graph.clients.set(OWN_BUSINESS, [SOURCE]);
  graph.lines.push({ id: '3001', legalEntityName: 'Partner Ltd' });
  graph.allocations.set(`3001/${OWNER}`, [
    { id: '4001', receivingBusinessId: OWNER, receivingCredentialId: 'credential-1' },
  ]);

  const deps: ActivityDeps = {
    graph,
    tokens: (ref) => (ref === 'default' ? 'secret-token' : undefined),
    verifyTokens: (uri) => (uri === CALLBACK ? 'secret-verify-token' : undefined),
    ownBusinessId: OWN_BUSINESS,
    runs,
    evidenceDir: newEvidenceDir(),
    poll: { intervalMs: 30_000, maxIntervalMs: 900_000 },
    now: () => NOW,
    ...more,
  };
  const activities = createActivities(deps);
  const call = <N extends keyof Activities>(
    name: N,
    input: Parameters<Activities[N]>[0],
    at: At = {},
  ): ReturnType<Activities[N]> => {
    const environment = new MockActivityEnvironment(
      {
        attempt: at.attempt ?? 1,
        scheduledTimestampMs: NOW - (at.ageMs ?? 0),
        workflowExecution: { workflowId: `migrate-waba/${SOURCE}`, runId: at.runId ?? RUN },
        ...at.info,
      },
      { logger: new DefaultLogger('ERROR', () => undefined) },
    );
    if (at.cancelled) environment.cancel();
    const activity = activities[name] as (input: unknown) => Promise<unknown>;
    return environment.run<[unknown], unknown, typeof activity>(activity, input) as ReturnType<Activities[N]>;
  };
  return {
    graph,
    runs,
    deps,
    run: { wabaId: SOURCE, tokenRef: 'default', graphOrigin: graph.origin, assessedRunId: RUN },
    call,
    failing: async (name, input, at) => {
      const failure: unknown = await (call(name, input, at) as Promise<unknown>).then(
        () => new Error(`${name} did not fail`),
        (error: unknown) => error,
      );
      if (!(failure instanceof ApplicationFailure)) throw failure;
      return failure;
    },
  };
}
