/** Waits for Temporal's lists, which are some moments behind the runs themselves. */
import type { MigrationSummary } from '../../../client';
import { until } from '../../e2e/harness';
import type { Site } from './site';

/** What the list shows of an account's migration, once it shows this. */
export const untilListed = (
  { world: { migrations } }: Pick<Site, 'world'>,
  wabaId: string,
  isWanted: (run: MigrationSummary) => boolean,
): Promise<MigrationSummary> =>
  until(`the list to show ${wabaId}`, 60_000, async () =>
    (await migrations.list({ idPrefix: wabaId })).migrations.find((run) => run.wabaId === wabaId && isWanted(run)),
  );
