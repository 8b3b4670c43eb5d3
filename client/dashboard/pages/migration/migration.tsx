/** One migration. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { PhaseBadge } from '../../parts/badge';
import { Id } from '../../parts/id';
import { Page } from '../../parts/page';
import { migrationQuery } from '../../server/queries';
import { sentence } from '../../words/text';

/** The page of an account's migration. */
export function Migration() {
  const { wabaId } = useParams({ from: '/migrations/$wabaId' });
  const { data: state } = useSuspenseQuery(migrationQuery(wabaId));
  return (
    <Page title={`Migration of ${wabaId}`} heading={<Id value={wabaId} of="WABA id" isWhole />}>
      <p>
        <PhaseBadge run={state} />
      </p>
      <p>{sentence(state.waitingFor?.reason ?? state.outcome?.reason ?? '')}</p>
    </Page>
  );
}
