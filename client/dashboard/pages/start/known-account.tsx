/** What is known here of the account that is being typed: a migration of it that is there already. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { PhaseBadge } from '../../parts/badge';
import { Time } from '../../parts/time';
import { migrationsQuery } from '../../server/queries';

/** Shorter ones are still being typed. */
const WHOLE = 15;

/** A line under the field; empty, but there, while nothing is known. */
export function KnownAccount({ wabaId }: { readonly wabaId: string }) {
  const id = useDeferredValue(wabaId);
  const isWhole = /^\d+$/.test(id) && id.length >= WHOLE;
  const { data } = useQuery({
    // Beside its own migration a list may have the one whose clone it is.
    ...migrationsQuery({ idPrefix: id, pageSize: 10 }),
    enabled: isWhole,
    placeholderData: keepPreviousData,
  });
  const run = isWhole ? data?.migrations.find((each) => each.wabaId === id) : undefined;
  return (
    <p className="start-known small" role="status">
      {run && (
        <>
          <PhaseBadge run={run} />
          <span>
            {run.name ?? 'This account'}{' '}
            {run.sourceCurrency !== null && `(${run.sourceCurrency} → ${run.targetCurrency ?? '?'})`} has a migration,
            started <Time at={run.startedAt} />.{' '}
            <Link to="/migrations/$wabaId" params={{ wabaId: run.wabaId }}>
              Open it
            </Link>
          </span>
        </>
      )}
    </p>
  );
}
