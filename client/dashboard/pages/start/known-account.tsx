/** What is known of the account that is being typed: what Meta says of it, and a migration of it that is there already. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PhaseBadge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Skeleton } from '../../parts/skeleton';
import { Time } from '../../parts/time';
import { migrationsQuery } from '../../server/queries';
import { billedInWords, fundingInWords, nameOf } from '../../words/account';
import type { AccountLook } from './account-look';
import { useSettled } from './settled';

/** What {@link KnownAccount} takes. */
export interface KnownAccountProps {
  readonly wabaId: string;
  readonly look: AccountLook;
}

/** Lines under the field, in a place that is kept for them once the id is whole, so that what comes pushes no field. */
export function KnownAccount({ wabaId, look }: KnownAccountProps) {
  const isWhole = look.state !== 'none';
  return (
    <div className={isWhole ? 'start-known start-known-whole small' : 'start-known small'}>
      <div>
        {look.state === 'reading' && <Skeleton heights={[14, 14]} label={`Asking Meta about account ${wabaId}`} />}
        {/* There before its content, or the content would not be heard. */}
        <div role="status">
          {look.state === 'known' && (
            <p className="start-known-lines">
              <span>
                <strong>{nameOf(look.facts)}</strong> {billedInWords(look.facts)}
              </span>
              <span className="muted">{fundingInWords(look.facts)}</span>
            </p>
          )}
          {look.state === 'unread' && <p className="start-known-lines">{look.text}</p>}
        </div>
        {look.state === 'unread' && (
          <Button onPress={look.askAgain} isBusy={look.isAsking}>
            Ask again
          </Button>
        )}
      </div>
      <EarlierMigration wabaId={wabaId} isWhole={isWhole} />
    </div>
  );
}

function EarlierMigration({ wabaId, isWhole }: { readonly wabaId: string; readonly isWhole: boolean }) {
  const id = useSettled(wabaId);
  const { data, isPlaceholderData } = useQuery({
    // Beside its own migration a list may have the one whose clone it is.
    ...migrationsQuery({ idPrefix: id, pageSize: 10 }),
    enabled: isWhole && id === wabaId,
  });
  // The answer to the id before stays until the next has come: it is of another account.
  const isKnown = isWhole && id === wabaId && data !== undefined && !isPlaceholderData;
  const run = isKnown ? data.migrations.find((each) => each.wabaId === wabaId) : undefined;
  return (
    <p role="status">
      {isKnown && run === undefined && <span className="muted">No migration of it has been started here.</span>}
      {run && (
        <span className="start-known-run">
          <PhaseBadge run={run} />
          <span>
            {run.name ?? 'This account'}{' '}
            {run.sourceCurrency !== null && `(${run.sourceCurrency} → ${run.targetCurrency ?? '?'})`} has a migration,
            started <Time at={run.startedAt} />.{' '}
            <Link to="/migrations/$wabaId" params={{ wabaId: run.wabaId }}>
              Open it
            </Link>
          </span>
        </span>
      )}
    </p>
  );
}
