/** What leads on from a share that ended without what it was for. */
import { useRights } from '../../frame/session';
import { ButtonLink } from '../../parts/button';
import type { CreditState } from '../../server/api';
import { migrationAdvised } from '../../words/credit-reasons';

/** The next thing to do: the migration that the refusal names, else the same share again, to be put right. */
export function WayOut({ state }: { readonly state: CreditState }) {
  const rights = useRights();
  const { operation, phase, outcome, businessId, wabaId, currency, creditLineId } = state;
  if (outcome === null || operation !== 'share' || wabaId === null || phase === 'completed') return null;
  const migration = migrationAdvised(outcome.reason);
  if (migration !== undefined)
    return (
      rights.may('migrations:start') && (
        <div className="credit-verbs">
          <ButtonLink to="/start" search={migration} kind="primary">
            Migrate account {migration.waba}
          </ButtonLink>
        </div>
      )
    );
  return (
    rights.may('credit:share') && (
      <div className="credit-verbs">
        <ButtonLink
          to="/credit-lines/share"
          search={{
            business: businessId,
            waba: wabaId,
            ...(currency !== null && { currency }),
            ...(creditLineId !== null && { line: creditLineId }),
          }}
        >
          Try this share again
        </ButtonLink>
      </div>
    )
  );
}
