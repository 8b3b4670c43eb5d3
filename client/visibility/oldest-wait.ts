/** Since when the run has waited that has waited longest for a person. */
import type { Calls } from '../temporal/calls';
import { callTemporal } from '../temporal/errors';
import { migrationsQuery, quote } from './query';

/** How far back is looked, and how exactly. */
const HORIZON_MS = 400 * 86_400_000;
const PRECISION_MS = 10_000;

/**
 * When the longest wait for a person began, to 10 seconds; null where no migration waits. Visibility knows no minimum
 * and no order of ours, but it counts: halving the time finds the first moment at which a run waited already. That is
 * some 22 counts, however many runs there are.
 */
export async function readOldestWait({ client, serverTimeoutMs }: Calls, now: Date): Promise<Date | null> {
  const timeoutMs = serverTimeoutMs;
  const waiting = migrationsQuery({ needsOperator: true });
  const waitedBy = async (moment: number): Promise<boolean> => {
    const query = `${waiting} AND PhaseChangedAt <= ${quote(new Date(moment).toISOString())}`;
    const call = { subject: 'count of waiting migrations', answerer: 'server', timeoutMs } as const;
    return (await callTemporal(client, call, () => client.workflow.count(query))).count > 0;
  };
  let late = now.getTime();
  if (!(await waitedBy(late))) return null;
  let early = late - HORIZON_MS;
  while (late - early > PRECISION_MS) {
    const middle = Math.floor((early + late) / 2);
    if (await waitedBy(middle)) late = middle;
    else early = middle;
  }
  return new Date(late);
}
