/** Everything that somebody can read once a test has done its work, whoever it belongs to. */
import type { Searched } from '../../checker/no-secret-leaks';
import { describeRaw, fetchHistory, filesUnder, type RunId } from './runs';
import type { World } from './world';

/**
 * What Temporal's API shows of every run there is, the bytes of the server's database and log, evidence files, the
 * workers' output, and what Meta was asked. Payloads are as Temporal stores them, so the world must not encrypt.
 */
export async function everythingReadable(world: World): Promise<Omit<Searched, 'secrets'>> {
  const { client, evidenceDir, server, simulator } = world;
  const runs = await allRuns(world);
  const texts = [
    ...(await filesUnder(server.stateDir, 'latin1')),
    ...(await filesUnder(evidenceDir)),
    { where: 'the log of the workers', text: world.workerLog() },
    { where: "the simulator's journal", text: JSON.stringify(await simulator.journal()) },
  ];
  return {
    histories: await Promise.all(runs.map((run) => fetchHistory(client, run))),
    documents: await Promise.all(runs.map((run) => describeRaw(client, run))),
    texts,
  };
}

/** Every run of the namespace, of whatever type. A run is listed about a second after it has begun. */
export async function allRuns({ client }: World): Promise<(RunId & { readonly type: string })[]> {
  const runs = [];
  for await (const { workflowId, runId, type } of client.workflow.list()) runs.push({ workflowId, runId, type });
  return runs;
}
