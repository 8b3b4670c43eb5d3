/** Where Temporal knows no run of an account: another id, or past what it keeps, when evidence may have it. */
import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '../../parts/button';
import { Card } from '../../parts/card';
import { Id } from '../../parts/id';
import { Page } from '../../parts/page';
import { ProblemPanel } from '../../parts/problem-panel';
import { Time } from '../../parts/time';
import { isProblemOf } from '../../server/problem';
import { PHASE_WORDS } from '../../words/phases';
import { EvidenceLink } from './ids';
import { evidenceQuery } from './evidence';
import './migration.css';
import './now.css';

/** The page of an account without a run. */
export function UnknownRun({ wabaId, dryRun }: { readonly wabaId: string; readonly dryRun: boolean }) {
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
      <Evidence wabaId={wabaId} dryRun={dryRun} />
    </Page>
  );
}

/** What this server has of a run that Temporal does not know. */
function Evidence({ wabaId, dryRun }: { readonly wabaId: string; readonly dryRun: boolean }) {
  const { data: kept, error, refetch } = useQuery(evidenceQuery(wabaId, { dryRun }));
  if (kept === undefined && error === null) return <p className="muted">Looking for evidence of it …</p>;
  if (isProblemOf(error, 'not-found', 'evidence-not-on-this-host'))
    return <p className="muted">This server has no evidence of it either.</p>;
  if (kept === undefined)
    return (
      <ProblemPanel
        error={error}
        what="Whether there is evidence of it cannot be told now"
        onRetry={() => void refetch()}
      />
    );
  return (
    <Card title="Evidence">
      <div className="now">
        <p>
          This server has the evidence of a run of this account, last written in “{phaseInWords(kept.phase)}”,{' '}
          <Time at={kept.writtenAt} as="clock" />.
        </p>
        <p>
          <EvidenceLink wabaId={wabaId} dryRun={dryRun} />
        </p>
      </div>
    </Card>
  );
}

/** A phase as pages call it; an older file may name one that there is no more. */
const phaseInWords = (phase: string): string => new Map(Object.entries(PHASE_WORDS)).get(phase)?.word ?? phase;
