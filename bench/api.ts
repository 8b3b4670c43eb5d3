/** What the HTTP API adds to Temporal, as ratios to bare calls of Temporal's client that give the same. */
import { migrationsQuery } from '../client/visibility/query';
import { migrationWorkflowId } from '../domain/ids';
import { PHASES } from '../domain/phases';
import { until, type World } from '../test/e2e/harness';
import { stateQuery } from '../workflows/messages';
import { startStandIn } from './crowd';
import { listen, type Reader } from './event-reader';
import { compare, ratioOf, timeOf, type Ratio } from './ratios';
import type { Served } from './serve';

/** Readers of the event stream. */
export const READERS = 200;
/** The first number of a run that nobody has started yet: changes are runs that begin. */
const UNUSED = 1_000_000;
const ROUNDS = 60;
const CHANGES = 10;
const PAGE_SIZE = 50;

/** One thing that is asked of the API, what it is compared with, and how much longer it takes. */
export interface ApiCost {
  readonly asked: string;
  readonly bare: string;
  readonly ratio: Ratio;
}

/** Asks the API process at this address, and Temporal beside it. Throws where a call fails. */
export async function measureApi({ client }: World, { url, wabaId }: Served): Promise<readonly ApiCost[]> {
  const { namespace } = client.options;
  const query = migrationsQuery({});
  const bareList = () => client.workflowService.listWorkflowExecutions({ namespace, query, pageSize: PAGE_SIZE });
  const bareCounts = () => Promise.all(PHASES.map((phase) => client.workflow.count(migrationsQuery({ phase }))));
  const handle = client.workflow.getHandle(migrationWorkflowId(wabaId));
  const bareShow = async () => [await handle.describe(), await handle.query(stateQuery)];
  const list = () => get(`${url}/v1/migrations?pageSize=${PAGE_SIZE}&counts=false`);

  const costs: ApiCost[] = [
    { asked: 'a page of the list', bare: 'workflow.list', ratio: await compare(list, bareList, ROUNDS) },
    {
      asked: 'the first page, with counts',
      bare: 'workflow.list and a count for each phase',
      ratio: await compare(
        () => get(`${url}/v1/migrations?pageSize=${PAGE_SIZE}`),
        () => Promise.all([bareList(), bareCounts()]),
        ROUNDS,
      ),
    },
    {
      asked: 'one migration that waits',
      bare: 'describe and query',
      ratio: await compare(() => get(`${url}/v1/migrations/${wabaId}`), bareShow, ROUNDS),
    },
  ];

  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) theirs.push(await timeOf(bareList));
  const readers: Reader[] = [];
  try {
    const ours = await Promise.all(
      Array.from({ length: READERS }, () =>
        timeOf(async () => {
          const reader = await listen(`${url}/v1/events`);
          readers.push(reader);
          await reader.heard('event:snapshot');
        }),
      ),
    );
    costs.push(
      {
        asked: `the snapshot, of ${READERS} readers who come at once`,
        bare: 'workflow.list',
        ratio: ratioOf(ours, theirs),
      },
      {
        asked: `a page of the list, while ${READERS} readers listen`,
        bare: 'workflow.list',
        ratio: await compare(list, bareList, ROUNDS),
      },
      {
        asked: `a change, until the last of ${READERS} readers has heard of it`,
        bare: 'workflow.count again and again, until it shows the change',
        ratio: await compareChanges(client, readers),
      },
    );
  } finally {
    for (const reader of readers) reader.stop();
  }
  return costs;
}

/** Runs that begin are changes: how long until every reader knows, and until a bare list does. */
async function compareChanges(client: World['client'], readers: readonly Reader[]): Promise<Ratio> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let change = 0; change < CHANGES; change += 1) {
    const workflowId = await startStandIn(client, UNUSED + change, 'assessing');
    const told = timeOf(() => Promise.all(readers.map((reader) => reader.heard(`"${workflowId}"`))));
    theirs.push(
      await timeOf(() =>
        until(`${workflowId} in visibility`, 60_000, async () => {
          const { count } = await client.workflow.count(`WorkflowId = '${workflowId}'`);
          return count > 0 ? true : undefined;
        }),
      ),
    );
    ours.push(await told);
  }
  return ratioOf(ours, theirs);
}

async function get(url: string): Promise<unknown> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
