/** A customer's business: what pays for its accounts, by which records, and the share or revoke of it. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, ButtonLink } from '../../parts/button';
import { Badge } from '../../parts/badge';
import { Card } from '../../parts/card';
import { Id } from '../../parts/id';
import { Page } from '../../parts/page';
import { ProblemPanel } from '../../parts/problem-panel';
import { Skeleton } from '../../parts/skeleton';
import { Table, type Column } from '../../parts/table';
import { useLastError } from '../../frame/again';
import { useRights, type Rights } from '../../frame/session';
import type { BusinessCredit, CreditState } from '../../server/api';
import { businessCreditQuery, creditOperationQuery } from '../../server/credit';
import { aboutQuery } from '../../server/queries';
import { isRevoked, type Allocation } from '../../words/credit';
import { counted, sentence } from '../../words/text';
import { Accounts } from './accounts';
import { Operation } from './operation';
import { RevokeDialog } from './revoke-dialog';
import './credit.css';

/** The page. */
export function Business() {
  const { businessId } = useParams({ from: '/credit-lines/businesses/$businessId' });
  return <BusinessOf key={businessId} businessId={businessId} />;
}

function BusinessOf({ businessId }: { readonly businessId: string }) {
  const rights = useRights();
  // Both are asked for at once, though what comes of the first waits for the second.
  const { data: credit, isError } = useQuery(businessCreditQuery(businessId));
  const { data: operation, error: current, refetch } = useQuery(creditOperationQuery(businessId));
  const error = useLastError(current);
  return (
    <Page
      title={`Credit of business ${businessId}`}
      heading={
        <span className="credit-heading">
          Business <Id value={businessId} of="business id" isWhole />
        </span>
      }
      actions={<Actions businessId={businessId} rights={rights} />}
    >
      {operation === undefined && error === null ? (
        // An open operation matters most and stands first: the accounts come with it, or it would push them.
        <Skeleton heights={[96, 96, 96]} label="Looking for a share or a revoke" />
      ) : (
        <>
          <OperationOf state={operation} error={error} onRetry={() => void refetch()} />
          <Funded
            businessId={businessId}
            credit={credit}
            note={credit ? counted(credit.wabas.length, 'account') : isError ? 'cannot be read' : 'being read'}
            mayShare={operation == null || operation.outcome !== null}
          />
        </>
      )}
    </Page>
  );
}

interface FundedProps {
  readonly businessId: string;
  readonly credit: BusinessCredit | undefined;
  /** Never without words: on a phone they take a line of their own. */
  readonly note: string;
  readonly mayShare: boolean;
}

/** The accounts, and the records by which our lines pay for them; both come with one answer. */
function Funded({ businessId, credit, note, mayShare }: FundedProps) {
  const allocations = credit?.allocations ?? [];
  return (
    <>
      <Card title="Accounts and what pays for them" note={note} isFlush>
        <Accounts businessId={businessId} mayShare={mayShare} />
      </Card>
      {allocations.length > 0 && (
        <Card title="Sharing records of our lines" note={counted(allocations.length, 'record')} isFlush>
          <Table label="Sharing records" columns={RECORDS} rows={allocations} keyOf={({ id }) => id} />
        </Card>
      )}
    </>
  );
}

const RECORDS: readonly Column<Allocation>[] = [
  { title: 'Record', isName: true, cell: ({ id }) => <Id value={id} of="id of the record" isWhole /> },
  { title: 'Line', cell: ({ lineId }) => <Id value={lineId} of="id of the line" isWhole /> },
  {
    title: 'Funding id',
    cell: ({ receivingCredentialId }) =>
      receivingCredentialId === null ? (
        'not shown by Meta'
      ) : (
        <Id value={receivingCredentialId} of="funding id" isWhole />
      ),
  },
  {
    title: 'State',
    cell: (record) =>
      isRevoked(record) ? (
        <Badge tone="grey" glyph="bad">
          Revoked
        </Badge>
      ) : (
        <Badge tone="green">{sentence((record.status ?? 'active').toLowerCase()).replace(/\.$/, '')}</Badge>
      ),
  },
];

function Actions({ businessId, rights }: { readonly businessId: string; readonly rights: Rights }) {
  const [isRevoking, setRevoking] = useState(false);
  return (
    <>
      {rights.may('credit:share') && (
        <ButtonLink to="/credit-lines/share" search={{ business: businessId }}>
          Share a line
        </ButtonLink>
      )}
      {rights.may('credit:revoke') ? (
        <Button onPress={() => setRevoking(true)}>Revoke…</Button>
      ) : (
        <span className="muted small credit-aside">
          {sentence(`Only ${rights.whoCould('credit:revoke')} can revoke`)}
        </span>
      )}
      {isRevoking && <RevokeDialog businessId={businessId} onClose={() => setRevoking(false)} />}
    </>
  );
}

interface OperationOfProps {
  /** Null where there was none; undefined where it could not be read. */
  readonly state: CreditState | null | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

function OperationOf({ state, error, onRetry }: OperationOfProps) {
  const { data: about } = useSuspenseQuery(aboutQuery);
  if (state === undefined)
    return (
      <ProblemPanel error={error} what="The share or revoke of this business cannot be read now" onRetry={onRetry} />
    );
  if (state === null) return null;
  return <Operation state={state} permissions={about.creditVerbs} />;
}
