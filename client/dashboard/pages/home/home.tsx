/** Home: what needs a person first. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Page } from '../../parts/page';
import { migrationsQuery } from '../../server/queries';
import { counted } from '../../words/text';

/** The page. */
export function Home() {
  const { data } = useSuspenseQuery(migrationsQuery({ pageSize: 50 }));
  return <Page title="Home">{counted(data.migrations.length, 'migration')}</Page>;
}
