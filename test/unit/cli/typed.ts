/** Runs the command line in this process, with a client whose answers the test gives. */
import type { WabaMigrations } from '../../../client';
import type { CliSettings, OpenMigrations, ProcessName } from '../../../client/cli/context';
import { runCli } from '../../../client/cli/run';
import type { Report, StateDocument } from '../../../domain/state';

/** What came of a typed command. */
export interface Typed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON; throws where it is anything else. */
  json(): unknown;
  /** Whether the command connected, and disconnected again. */
  readonly connections: { readonly opened: number; readonly closed: number };
  readonly processes: readonly ProcessName[];
}

/** What the process gives the command line, where the test cares. */
export interface TypedOptions {
  readonly migrations?: Partial<Record<keyof WabaMigrations, unknown>>;
  readonly connect?: () => Promise<OpenMigrations>;
  readonly settings?: Partial<CliSettings>;
  readonly env?: NodeJS.ProcessEnv;
  readonly terminal?: { readonly columns: number };
  readonly processStatus?: number;
}

/** Runs `wabactl` with these arguments. */
export async function type(argv: readonly string[], options: TypedOptions = {}): Promise<Typed> {
  let stdout = '';
  let stderr = '';
  const connections = { opened: 0, closed: 0 };
  const processes: ProcessName[] = [];
  const status = await runCli(argv, {
    env: options.env ?? {},
    stdout: { write: (text) => void (stdout += text), columns: options.terminal?.columns },
    stderr: { write: (text) => void (stderr += text) },
    isTty: options.terminal !== undefined,
    version: '1.2.3',
    readSettings: () => ({ requireSecondPerson: false, temporalUi: null, apiKeysFile: undefined, ...options.settings }),
    createMigrations: async () => {
      connections.opened += 1;
      if (options.connect !== undefined) return options.connect();
      return {
        migrations: (options.migrations ?? {}) as WabaMigrations,
        close: async () => void (connections.closed += 1),
      };
    },
    runProcess: async (name) => {
      processes.push(name);
      return options.processStatus ?? 0;
    },
  });
  return { status, stdout, stderr, json: () => JSON.parse(stdout) as unknown, connections, processes };
}

/** Splits a command line as a shell does, for arguments without quotes. */
export const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

/** A digest as a report shows it. */
export const DIGEST = 'd'.repeat(64);

/** A report with one check that blocks. */
export const report: Report = {
  digest: DIGEST,
  verdict: 'block',
  checks: [
    {
      name: 'flows',
      stage: 'verify',
      result: 'mismatch',
      verdict: 'block',
      waivable: true,
      waived: false,
      counts: { source: 2, clone: 1 },
      samples: ['onboarding'],
      text: 'One Flow is missing on the clone.',
    },
    {
      name: 'number-set',
      stage: 'verify',
      result: 'match',
      verdict: 'pass',
      waivable: false,
      waived: false,
      counts: {},
      samples: [],
      text: 'All numbers are on the source.',
    },
  ],
  differences: [{ kind: 'flows', matching: 1, missing: 1, extra: 0, changed: 0, samples: ['onboarding'] }],
  idMap: {
    waba: { source: '1001', clone: '2002' },
    phones: [{ digits: '15551234567', sourceId: '31', cloneId: null }],
    templates: { count: 12 },
    flows: { count: 2 },
    evidencePath: '/evidence/1001/run-1-1.json',
  },
};

/** A migration that waits for approval; `more` overrides. */
export function document(more: Partial<StateDocument> = {}): StateDocument {
  return {
    workflowId: 'migrate-waba/1001',
    runId: 'run-1',
    wabaId: '1001',
    targetCurrency: 'INR',
    startedBy: 'local:ops',
    secondPerson: false,
    phase: 'awaiting-approval',
    waitingFor: {
      id: 'w1',
      reason: 'The clone differs.',
      until: null,
      verbs: ['approve', 'reject', 'waive'],
      candidates: [],
    },
    needsOperator: true,
    polling: null,
    migrationId: 'm-1',
    destinationWabaId: '2002',
    orphans: [],
    report,
    approved: null,
    timeline: [{ at: '2026-11-01T10:00:00.000Z', phase: 'assessing', text: 'Started', by: 'local:ops' }],
    outcome: null,
    ...more,
  };
}

/** The same migration after its end. */
export const endedIn = (phase: StateDocument['phase'], reason = 'It ended.'): StateDocument =>
  document({
    phase,
    waitingFor: null,
    needsOperator: false,
    outcome: { reason, by: null, numbers: [], testMessage: null, allocations: [], evidencePath: null },
  });
