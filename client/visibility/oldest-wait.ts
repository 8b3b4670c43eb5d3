/** Since when the run has waited that has waited longest for a person. */
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { readAttributesPage } from './attributes-page';
import { quote } from './query';

/** How far back is looked, and how exactly. */
const HORIZON_MS = 400 * 86_400_000;
const PRECISION_MS = 10_000;

/**
 * When the longest wait began among the open runs that a query finds; null where it finds none. One call where they fit on
 * a page. Where they do not, to 10 seconds: visibility knows no minimum and no order of ours, but it counts, and halving
 * the time finds the first moment at which a run waited already, in some 22 counts however many runs there are.
 */
export async function readOldestWait(calls: Calls, waiting: string, now: Date): Promise<Date | null> {
  const { runs, nextPageToken } = await readAttributesPage(calls, {
    subject: 'list of runs that wait',
    query: waiting,
  });
  if (nextPageToken.length > 0) return halve(calls, waiting, now);
  const since = runs.flatMap(({ attributes: { phaseChangedAt } }) => (phaseChangedAt === null ? [] : [phaseChangedAt]));
  return since.length === 0 ? null : new Date(Math.min(...since.map((at) => Date.parse(at))));
}

async function halve({ client, serverTimeoutMs: timeoutMs }: Calls, waiting: string, now: Date): Promise<Date> {
  const waitedBy = async (moment: number): Promise<boolean> => {
    const query = `${waiting} AND PhaseChangedAt <= ${quote(new Date(moment).toISOString())}`;
    const call = { subject: 'count of runs that wait', answerer: 'server', timeoutMs } as const;
    return (await callTemporal(client, call, () => client.workflow.count(query))).count > 0;
  };
  let late = now.getTime();
  let early = late - HORIZON_MS;
  while (late - early > PRECISION_MS) {
    const middle = Math.floor((early + late) / 2);
    if (await waitedBy(middle)) late = middle;
    else early = middle;
  }
  return new Date(late);
}
