/** Replays recorded histories of the real server against the workflows as they are now. Needs no server. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { identitiesIn, RECORDER, type Json } from './neutral-history';

const FOLDER = join(__dirname, 'histories');

/** What a history of this kind must hold for its replay to mean something. */
const EXPECTED = {
  completed: {
    activities: [
      'assess',
      'initiate',
      'pollMigration',
      'verify',
      'watchFingerprint',
      'cutOver',
      'confirm',
      'sendTestMessage',
      'writeEvidence',
    ],
    updates: ['approve'],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
    phases: [
      ...['initiating', 'cloning', 'initiating', 'cloning', 'verifying', 'awaiting-approval', 'cutting-over'],
      ...['confirming', 'completed'],
    ],
  },
  waiting: {
    activities: ['assess', 'initiate', 'pollMigration', 'verify', 'watchFingerprint'],
    updates: [],
    end: null,
    phases: ['initiating', 'cloning', 'verifying', 'awaiting-approval', 'verifying', 'awaiting-approval'],
  },
  failed: {
    activities: [
      'assess',
      'initiate',
      'pollMigration',
      'verify',
      'watchFingerprint',
      'cutOver',
      'confirm',
      'locateNumbers',
      'writeEvidence',
    ],
    updates: ['approve', 'conclude'],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_FAILED',
    phases: [
      ...['initiating', 'cloning', 'verifying', 'awaiting-approval', 'cutting-over', 'confirming'],
      ...['needs-operator', 'failed'],
    ],
  },
  funded: {
    activities: ['assess', 'initiate', 'pollMigration', 'verify', 'awaitFunding', 'prepareShare', 'cutOver', 'confirm'],
    updates: [],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
    phases: [...['initiating', 'cloning', 'verifying', 'awaiting-approval', 'cutting-over', 'confirming', 'completed']],
  },
  shared: {
    activities: ['checkShare', 'writeShare', 'settleShare', 'verifyFunding', 'writeCreditEvidence'],
    updates: ['retry-verification'],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
    phases: ['writing', 'verifying', 'needs-operator', 'verifying', 'completed'],
  },
  compensated: {
    activities: ['checkShare', 'writeShare', 'undoShare', 'confirmDeleted', 'writeCreditEvidence'],
    updates: [],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_FAILED',
    phases: ['writing', 'compensating', 'compensated'],
  },
  revoked: {
    activities: ['readRadius', 'deleteAllocation', 'confirmDeleted', 'writeCreditEvidence'],
    updates: ['confirm-radius'],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
    phases: ['needs-operator', 'checking', 'writing', 'verifying', 'completed'],
  },
  notified: {
    activities: ['assess', 'initiate', 'pollMigration', 'verify', 'watchFingerprint', 'cutOver', 'confirm'],
    updates: ['approve'],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
    phases: [...['initiating', 'cloning', 'verifying', 'awaiting-approval', 'cutting-over', 'confirming', 'completed']],
  },
  delivered: {
    activities: ['notify'],
    updates: [],
    end: 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
    phases: [],
  },
} as const;
type Kind = keyof typeof EXPECTED;

interface Recorded {
  readonly name: string;
  readonly kind: Kind;
  readonly text: string;
}

interface RecordedEvent {
  readonly eventType: string;
  readonly activityTaskScheduledEventAttributes?: { readonly activityType: { readonly name: string } };
  readonly workflowExecutionUpdateAcceptedEventAttributes?: {
    readonly acceptedRequest: { readonly input: { readonly name: string } };
  };
  readonly upsertWorkflowSearchAttributesEventAttributes?: {
    readonly searchAttributes: { readonly indexedFields: { readonly Phase?: { readonly data: string } } };
  };
  readonly workflowTaskCompletedEventAttributes?: { readonly sdkMetadata?: { readonly coreUsedFlags?: number[] } };
}

const HISTORIES: readonly Recorded[] = readdirSync(FOLDER).map((name) => ({
  name,
  kind: name.split('-')[0] as Kind,
  text: readFileSync(join(FOLDER, name), 'utf8'),
}));

const eventsOf = ({ text }: Recorded): RecordedEvent[] => (JSON.parse(text) as { events: RecordedEvent[] }).events;
const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');

/** The phases in the order in which the run showed them. */
const phasesOf = (recorded: Recorded): unknown[] =>
  eventsOf(recorded).flatMap((event) => {
    const fields = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes.indexedFields;
    return fields?.Phase === undefined ? [] : [JSON.parse(decode(fields.Phase.data)) as unknown];
  });
const activityTypesOf = (recorded: Recorded): string[] => [
  ...new Set(
    eventsOf(recorded).flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType.name ?? []),
  ),
];

let workflowBundle: WorkflowBundle;
const replay = ({ text }: Pick<Recorded, 'text'>) =>
  Worker.runReplayHistory({ workflowBundle }, historyFromJSON(JSON.parse(text)));

beforeAll(async () => {
  // A refused history is a warning of the core too; the tests below expect it.
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(__dirname, '..', '..', 'workflows', 'index.ts'),
    logger: new DefaultLogger('ERROR'),
  });
});

it('there is a recorded history of every way through a workflow that is worth replaying', () => {
  expect([...new Set(HISTORIES.map(({ kind }) => kind))].sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(HISTORIES)('$name', (recorded) => {
  it('replays on the workflows as they are', async () => {
    await expect(replay(recorded)).resolves.toBeUndefined();
  });

  it('holds the phases, activities and commands that it was recorded for, and ends as it should', () => {
    const { activities, updates, end, phases } = EXPECTED[recorded.kind];
    const events = eventsOf(recorded);
    expect(phasesOf(recorded)).toEqual(phases);
    expect(activityTypesOf(recorded)).toEqual(expect.arrayContaining([...activities]));
    const accepted = events.flatMap(
      (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest.input.name ?? [],
    );
    expect(accepted).toEqual(expect.arrayContaining([...updates]));
    const last = events.at(-1)?.eventType ?? '';
    const ended = last.startsWith('EVENT_TYPE_WORKFLOW_EXECUTION_') && !last.includes('UPDATE');
    expect(ended ? last : null).toBe(end);
  });

  it('comes from a real worker, whose flags make a replay compare ids and types of activities', () => {
    const flags = eventsOf(recorded).flatMap(
      (event) => event.workflowTaskCompletedEventAttributes?.sdkMetadata?.coreUsedFlags ?? [],
    );
    expect(flags).toEqual(expect.arrayContaining([1]));
  });

  it('names neither a path nor a process of the machine that recorded it', () => {
    const decoded = recorded.text.replace(/"data":"([^"]*)"/g, (_, data: string) => decode(data));
    expect([...identitiesIn(JSON.parse(recorded.text) as Json)]).toEqual([RECORDER]);
    expect(decoded.match(/(?:\/(?:home|tmp|work|root|Users|var)\/|[A-Z]:\\\\)[^"\s]*/g)).toBeNull();
    expect(decoded.match(/\b\d+@[\w.-]+/g)).toBeNull();
  });
});

describe('a history that the workflows would not write', () => {
  const cases = (['completed', 'shared', 'compensated', 'revoked', 'delivered'] as const).flatMap((kind) => {
    const newest = HISTORIES.filter((recorded) => recorded.kind === kind).at(-1);
    return newest === undefined ? [] : activityTypesOf(newest).map((type) => ({ kind, type, text: newest.text }));
  });

  it.each(cases)('is refused as non-deterministic: $type of a $kind run under another name', async ({ type, text }) => {
    const renamed = text.replaceAll(`"activityType":{"name":"${type}"}`, `"activityType":{"name":"${type}Renamed"}`);
    expect(renamed).not.toBe(text);
    await expect(replay({ text: renamed })).rejects.toThrow(DeterminismViolationError);
  });
});
