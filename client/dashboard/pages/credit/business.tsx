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
import { useRights, type Rights } from '../../frame/session';
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
  const rights = useRights();
  const { data: credit } = useQuery(businessCreditQuery(businessId));
  const { data: operation } = useQuery(creditOperationQuery(businessId));
  const isOpen = operation != null && operation.outcome === null;
  const allocations = credit?.allocations ?? [];
  return (
    <Page
      title={`Credit of business ${businessId}`}
      heading={
        <span className="credit-heading">
          Business <Id value={businessId} of="business id" isWhole />
        </span>
      }
      actions={<Actions key={businessId} businessId={businessId} rights={rights} />}
    >
      <OperationOf key={businessId} businessId={businessId} />
      <Card title="Accounts and what pays for them" note={credit && counted(credit.wabas.length, 'account')} isFlush>
        <Accounts businessId={businessId} mayShare={!isOpen} />
      </Card>
      {allocations.length > 0 && (
        <Card title="Sharing records of our lines" note={counted(allocations.length, 'record')} isFlush>
          <Table label="Sharing records" columns={RECORDS} rows={allocations} keyOf={({ id }) => id} />
        </Card>
      )}
    </Page>
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

function OperationOf({ businessId }: { readonly businessId: string }) {
  const { data: about } = useSuspenseQuery(aboutQuery);
  const { data, error, refetch } = useQuery(creditOperationQuery(businessId));
  if (data === undefined)
    return error === null ? (
      <Skeleton heights={[96]} label="Looking for a share or a revoke" />
    ) : (
      <ProblemPanel
        error={error}
        what="The share or revoke of this business cannot be read now"
        onRetry={() => void refetch()}
      />
    );
  if (data === null) return null;
  return <Operation state={data} permissions={about.creditVerbs} />;
}
