/** What lists know of an account and its run, which the state document does not say: its name and the currency it has. */
import { useQuery } from '@tanstack/react-query';
import { useLastError } from '../../frame/again';
import type { MigrationSummary } from '../../server/api';
import { migrationsQuery } from '../../server/queries';

/** What lists answered. */
export interface Summary {
  /** The line that they have of the newest migration of the account; undefined until it is known, or where there is none. */
  readonly summary: MigrationSummary | undefined;
  /** Whether they answered, or could not. */
  readonly isAnswered: boolean;
}

/** Asks lists for the newest migration of an account. */
export function useSummary(wabaId: string): Summary {
  const { data, error: current } = useQuery(migrationsQuery({ idPrefix: wabaId, pageSize: 10 }));
  const error = useLastError(current);
  return {
    // Open runs first, each newest first; a longer id may begin with the same digits.
    summary: data?.migrations.find((run) => run.wabaId === wabaId),
    isAnswered: data !== undefined || error !== null,
  };
}
