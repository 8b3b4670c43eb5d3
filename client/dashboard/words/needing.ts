/** What only a person can move, counted in words. */
import { counted, listed } from './text';

/** How many of each kind need a person. */
export interface Needing {
  readonly migrations: number;
  readonly operations: number;
}

/** Both kinds with their counts: "2 migrations and 1 share or revoke"; a kind that there is none of is left out. */
export function needingInWords({ migrations, operations }: Needing): string {
  const kinds = [
    ...(migrations > 0 || operations === 0 ? [counted(migrations, 'migration')] : []),
    ...(operations > 0 ? [counted(operations, 'share or revoke', 'shares or revokes')] : []),
  ];
  return listed(kinds, 'and');
}
