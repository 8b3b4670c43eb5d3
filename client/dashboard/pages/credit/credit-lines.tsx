/** Our lines of credit: what is left on each, and whom each pays for. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Button, ButtonLink } from '../../parts/button';
import { Card, Empty } from '../../parts/card';
import { IdField } from '../../parts/form-fields';
import { Page } from '../../parts/page';
import { ProblemPanel } from '../../parts/problem-panel';
import { Skeleton } from '../../parts/skeleton';
import { useRights } from '../../frame/session';
import type { CreditLines } from '../../server/api';
import { creditLineQuery, creditLinesQuery } from '../../server/credit';
import { faultOfId } from '../../words/faults';
import { sentence } from '../../words/text';
import { Line } from './line';
import './credit.css';

/** The page. */
export function CreditLinesPage() {
  const rights = useRights();
  const { data, error, refetch } = useQuery(creditLinesQuery);
  return (
    <Page
      title="Credit lines"
      actions={
        data?.lines.length !== 0 &&
        rights.may('credit:share') && (
          <ButtonLink to="/credit-lines/share" kind="primary">
            Share a line
          </ButtonLink>
        )
      }
    >
      <FindBusiness />
      {data === undefined && error === null && (
        <Skeleton heights={[120, 240]} label="Asking Meta for our lines of credit" />
      )}
      {data === undefined && error !== null && (
        <ProblemPanel error={error} what="Our lines of credit cannot be read now" onRetry={() => void refetch()} />
      )}
      {data?.lines.length === 0 && (
        <Card title="Lines of credit">
          <Empty title={`Meta shows no line of credit of business ${data.businessId}`}>
            {sentence(data.why ?? '')}
          </Empty>
        </Card>
      )}
      {data !== undefined && <Lines lines={data.lines} />}
    </Page>
  );
}

/**
 * The lines from the first on. How many businesses a line pays for is known with the answer about it, so the one below
 * comes with that answer, or it would be pushed. All are asked about at once.
 */
function Lines({ lines }: Pick<CreditLines, 'lines'>) {
  const asked = useQueries({ queries: lines.map(({ id }) => creditLineQuery(id)) });
  const pending = asked.findIndex(({ isPending }) => isPending);
  const [most, setMost] = useState(0);
  const shown = pending === -1 ? lines.length : pending + 1;
  // What is shown stays, though it is asked for again.
  if (shown > most) setMost(shown);
  return lines.slice(0, Math.max(shown, most)).map((line) => <Line key={line.id} line={line} />);
}

function FindBusiness() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const fault = faultOfId(text, 'the business');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (fault === undefined)
      void navigate({ to: '/credit-lines/businesses/$businessId', params: { businessId: text.trim() } });
  };
  return (
    <form className="credit-find" onSubmit={submit} noValidate aria-label="Open a business">
      <IdField
        label="Customer’s business"
        placeholder="Business id"
        value={text}
        onChange={setText}
        error={fault !== undefined && (fault.isMissing !== true || isTried) ? fault.text : undefined}
      />
      <Button type="submit">Open</Button>
    </form>
  );
}
