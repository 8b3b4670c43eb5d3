/** The accounts of a business that are shared with us, and what pays for each. */
import { useQuery } from '@tanstack/react-query';
import { ButtonLink } from '../../parts/button';
import { Badge } from '../../parts/badge';
import { Empty } from '../../parts/card';
import { Id } from '../../parts/id';
import { ProblemPanel } from '../../parts/problem-panel';
import { SkeletonRows } from '../../parts/skeleton';
import { Table, type Column } from '../../parts/table';
import { useRights } from '../../frame/session';
import { businessCreditQuery } from '../../server/credit';
import { FUNDING_WORDS, type FundedAccount } from '../../words/credit';
import { figure, sentence } from '../../words/text';
import './credit.css';

const COLUMNS: readonly Column<FundedAccount>[] = [
  {
    title: 'Account',
    isName: true,
    cell: ({ wabaId, name }) => (
      <div>
        {name !== null && <div>{name}</div>}
        <Id value={wabaId} of="WABA id" isWhole />
      </div>
    ),
  },
  { title: 'Currency', cell: ({ currency }) => currency ?? 'cannot be read' },
  { title: 'Paid for by', cell: (account) => <Funding account={account} /> },
  { title: 'Numbers', isFigure: true, cell: ({ numbers }) => (numbers === null ? 'cannot be read' : figure(numbers)) },
];

function Funding({ account: { fundedBy, fundingId } }: { readonly account: FundedAccount }) {
  const { word, tone } = FUNDING_WORDS[fundedBy];
  const glyph = fundedBy === 'other' ? 'lock' : fundedBy === 'our-line' ? 'done' : 'alert';
  return (
    <span className="credit-verbs">
      <Badge tone={tone} glyph={glyph}>
        {word}
      </Badge>
      {fundingId !== null && <Id value={fundingId} of="funding id" />}
    </span>
  );
}

/** A table of accounts. */
export const AccountTable = ({
  accounts,
  columns = COLUMNS,
}: {
  readonly accounts: readonly FundedAccount[];
  readonly columns?: readonly Column<FundedAccount>[];
}) => (
  <Table label="Accounts and what pays for them" columns={columns} rows={accounts} keyOf={({ wabaId }) => wabaId} />
);

/** What {@link Accounts} takes. */
export interface AccountsProps {
  readonly businessId: string;
  /** Whether another share may begin now. */
  readonly mayShare?: boolean;
}

/** The accounts of a business, read now. */
export function Accounts({ businessId, mayShare = true }: AccountsProps) {
  const rights = useRights();
  const { data, error, refetch } = useQuery(businessCreditQuery(businessId));
  if (data === undefined)
    return (
      <div className="credit-box">
        {error === null ? (
          <SkeletonRows rows={2} />
        ) : (
          <ProblemPanel error={error} what="The accounts cannot be read now" onRetry={() => void refetch()} />
        )}
      </div>
    );
  const canBeFunded = data.wabas.some(({ fundedBy }) => fundedBy === 'nobody');
  const columns =
    canBeFunded && mayShare && rights.may('credit:share') ? [...COLUMNS, shareColumn(businessId)] : COLUMNS;
  return (
    <>
      {data.wabas.length === 0 ? (
        <Empty title="No account of this business is shared with us">
          Meta shows accounts that the customer has shared with our portfolio, and no others.
        </Empty>
      ) : (
        <AccountTable accounts={data.wabas} columns={columns} />
      )}
      {data.unreadable.map((text) => (
        <p key={text} className="credit-note muted">
          {sentence(text)}
        </p>
      ))}
    </>
  );
}

function shareColumn(businessId: string): Column<FundedAccount> {
  return {
    title: 'To do',
    isFigure: true,
    cell: ({ wabaId, fundedBy, currency }) =>
      fundedBy === 'nobody' && (
        <ButtonLink
          to="/credit-lines/share"
          search={{ business: businessId, waba: wabaId, ...(currency !== null && { currency }) }}
          aria-label={`Share a line for ${wabaId}`}
        >
          Share a line
        </ButtonLink>
      ),
  };
}
