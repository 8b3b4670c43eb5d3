/** Who has to decide where two have to. */
import type { MigrationSummary } from '../server/shapes';

/** Whether a reader may not approve a run because they started it. The server refuses it too. */
export const isForOthers = (
  { secondPerson, startedBy }: Pick<MigrationSummary, 'secondPerson' | 'startedBy'>,
  reader: string,
): boolean => secondPerson && startedBy === reader;
