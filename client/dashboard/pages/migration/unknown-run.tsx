/** Where Temporal knows no run of an account: another id, or past what it keeps, when evidence may have it. */
import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '../../parts/button';
import { Card } from '../../parts/card';
import { Id } from '../../parts/id';
import { Page } from '../../parts/page';
import { Time } from '../../parts/time';
import { EvidenceLink } from './ids';
import { evidenceQuery } from './evidence';
import './migration.css';
import './now.css';

/** The page of an account without a run. */
export function UnknownRun({ wabaId, dryRun }: { readonly wabaId: string; readonly dryRun: boolean }) {
  const { data: kept, isPending } = useQuery(evidenceQuery(wabaId, { dryRun }));
  const what = dryRun ? 'dry run' : 'migration';
  return (
    <Page title={`No ${what} of ${wabaId}`} heading={`There is no ${what} of this account`}>
      <div className="run-head">
        <Id value={wabaId} of="WABA id" isWhole />
      </div>
      <Card title="What that may mean">
        <div className="now">
          <p>Another account was meant: compare the id, digit by digit, with Business Manager.</p>
          <p>
            It was never started here, or only as a {dryRun ? 'migration' : 'dry run'}, which has a page of its own.
          </p>
          <p>It is the id of a business: then its page of credit shows its accounts.</p>
          <p>It ended so long ago that Temporal no longer keeps it; its evidence file may still have it.</p>
          <p className="run-links">
            <ButtonLink to="/migrations/$wabaId" params={{ wabaId }} search={dryRun ? {} : { dryRun: 'true' as const }}>
              {dryRun ? 'Look for a migration' : 'Look for a dry run'}
            </ButtonLink>
            <ButtonLink to="/credit-lines/businesses/$businessId" params={{ businessId: wabaId }}>
              Look for a business
            </ButtonLink>
            <ButtonLink to="/">Go to what needs you</ButtonLink>
          </p>
        </div>
      </Card>
      {kept !== undefined ? (
        <Card title="Evidence">
          <div className="now">
            <p>
              This server has the evidence of a run of this account that ended in “{kept.phase}”, written{' '}
              <Time at={kept.writtenAt} as="clock" />.
            </p>
            <p>
              <EvidenceLink wabaId={wabaId} dryRun={dryRun} />
            </p>
          </div>
        </Card>
      ) : (
        <p className="muted">
          {isPending ? 'Looking for evidence of it …' : 'This server has no evidence of it either.'}
        </p>
      )}
    </Page>
  );
}
