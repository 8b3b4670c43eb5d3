/** What lists know of an account and its run, which the state document does not say: its name and the currency it has. */
import { useQuery } from '@tanstack/react-query';
import type { MigrationSummary } from '../../server/api';
import { migrationsQuery } from '../../server/queries';

/** The line that lists have of the newest migration of an account; undefined until it is known, or where there is none. */
export function useSummary(wabaId: string): MigrationSummary | undefined {
  const { data } = useQuery(migrationsQuery({ idPrefix: wabaId, pageSize: 10 }));
  // Open runs first, each newest first; a longer id may begin with the same digits.
  return data?.migrations.find((run) => run.wabaId === wabaId);
}
