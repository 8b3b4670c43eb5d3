/** One line of credit: its amounts, and the businesses that it pays for. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRights } from '../../frame/session';
import { Badge } from '../../parts/badge';
import { ButtonLink } from '../../parts/button';
import { Card, Empty } from '../../parts/card';
import { Id } from '../../parts/id';
import { More } from '../../parts/more';
import { ProblemPanel } from '../../parts/problem-panel';
import { SkeletonRows } from '../../parts/skeleton';
import type { CreditLine, CreditLineDetails } from '../../server/api';
import { creditLineQuery } from '../../server/credit';
import { byBusiness, isRevoked } from '../../words/credit';
import { money } from '../../words/money';
import { counted, listed, sentence } from '../../words/text';
import { Accounts } from './accounts';

const UNREAD = 'cannot be read';

/** The card of a line. */
export function Line({ line }: { readonly line: CreditLine }) {
  const rights = useRights();
  const { id, legalEntityName, balance, creditAvailable, accessRevoked } = line;
  return (
    <Card
      title={legalEntityName ?? 'Line of credit'}
      label={`Line of credit ${id}`}
      note={<Id value={id} of="id of the line of credit" isWhole />}
      actions={
        accessRevoked === true ? (
          <Badge tone="amber" glyph="lock">
            Access taken away by Meta
          </Badge>
        ) : (
          rights.may('credit:share') && (
            <ButtonLink to="/credit-lines/share" search={{ line: id }} aria-label={`Share this line, ${id}`}>
              Share this line
            </ButtonLink>
          )
        )
      }
      isFlush
    >
      <dl className="credit-figures">
        <Amount title="Available" text={creditAvailable && money(creditAvailable)} />
        <Amount title="Balance" text={balance && money(balance)} />
      </dl>
      <Businesses lineId={id} />
    </Card>
  );
}

const Amount = ({ title, text }: { readonly title: string; readonly text: string | null }) => (
  <div>
    <dt>{title}</dt>
    <dd className={text === null ? 'muted' : 'figure'}>{text ?? UNREAD}</dd>
  </div>
);

function Businesses({ lineId }: { readonly lineId: string }) {
  const { data, error, refetch } = useQuery(creditLineQuery(lineId));
  if (data === undefined)
    return (
      <div className="credit-box">
        {error === null ? (
          <SkeletonRows rows={3} />
        ) : (
          <ProblemPanel
            error={error}
            what="Whom this line pays for cannot be read now"
            onRetry={() => void refetch()}
          />
        )}
      </div>
    );
  const live = byBusiness(data.allocations.filter((allocation) => !isRevoked(allocation)));
  const revoked = data.allocations.length - data.allocations.filter((each) => !isRevoked(each)).length;
  return (
    <>
      {live.length === 0 && (
        <Empty title="This line pays for nobody">
          Shared with a customer’s business, it pays for accounts of that business.
        </Empty>
      )}
      <ul className="credit-businesses" aria-label={`Businesses that line ${lineId} pays for`}>
        {live.map(({ businessId, allocations }) => (
          <li key={businessId ?? ''}>
            <BusinessRow businessId={businessId} allocations={allocations} />
          </li>
        ))}
      </ul>
      {revoked > 0 && <p className="credit-note muted">{counted(revoked, 'record')} of this line revoked before.</p>}
      {data.unreadable.length > 0 && (
        <p className="credit-note muted">Meta does not show: {sentence(listed(data.unreadable, 'and'))}</p>
      )}
    </>
  );
}

interface RowProps {
  readonly businessId: string | null;
  readonly allocations: readonly CreditLineDetails['allocations'][number][];
}

function BusinessRow({ businessId, allocations }: RowProps) {
  const records = counted(allocations.length, 'sharing record');
  if (businessId === null)
    return (
      <p>
        {records} of a business that Meta does not show:{' '}
        {listed(
          allocations.map(({ id }) => id),
          'and',
        )}
      </p>
    );
  return (
    <More
      title={
        <>
          Accounts of <code>{businessId}</code>
        </>
      }
      aside={
        <>
          <span className="muted">{records}</span>
          <Link
            to="/credit-lines/businesses/$businessId"
            params={{ businessId }}
            aria-label={`Open business ${businessId}`}
          >
            Open
          </Link>
        </>
      }
    >
      {() => (
        <div className="credit-inner">
          <Accounts businessId={businessId} />
        </div>
      )}
    </More>
  );
}
