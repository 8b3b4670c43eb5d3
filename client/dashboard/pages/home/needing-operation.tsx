/** A share or a revoke that only a person can move. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRights } from '../../frame/session';
import { Badge } from '../../parts/badge';
import { ButtonLink } from '../../parts/button';
import { Id } from '../../parts/id';
import type { CreditOperationSummary } from '../../server/api';
import { aboutQuery } from '../../server/queries';
import { CREDIT_PHASE_WORDS, operationTitle } from '../../words/credit';
import { creditInWords } from '../../words/credit-reasons';
import { creditVerbWords } from '../../words/credit-verbs';
import { sentence } from '../../words/text';
import { NeedsRow, SHOWN_VERBS } from './needs-row';

const PAGE = '/credit-lines/businesses/$businessId';

/** The row: its name leads to the page of the business, each of its verbs to the dialog there. */
export function NeedingOperation({ run }: { readonly run: CreditOperationSummary }) {
  const { businessId, phase, phaseChangedAt, startedAt, waitingFor } = run;
  const { word, tone } = CREDIT_PHASE_WORDS[phase ?? 'needs-operator'];
  return (
    <NeedsRow
      title={
        <Link to={PAGE} params={{ businessId }}>
          {operationTitle(run)}
        </Link>
      }
      id={
        <span>
          <span className="muted small">Business</span> <Id value={businessId} of="business id" />
        </span>
      }
      taskFails={run.taskFails}
      why={sentence(creditInWords(waitingFor?.reason ?? 'It waits for a person'))}
      badge={<Badge tone={tone}>{word}</Badge>}
      since={phaseChangedAt ?? startedAt}
      verbs={<Verbs run={run} />}
    />
  );
}

function Verbs({ run }: { readonly run: CreditOperationSummary }) {
  const { may, whoCould } = useRights();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const { businessId, waitingFor } = run;
  const verbs = waitingFor?.verbs ?? [];
  const mine = verbs.filter((verb) => may(about.creditVerbs[verb])).slice(0, SHOWN_VERBS);
  const [first] = verbs;
  if (mine.length === 0)
    return (
      first !== undefined && (
        <p className="muted small">{sentence(`${whoCould(about.creditVerbs[first])} can decide`)}</p>
      )
    );
  return mine.map((verb, index) => {
    const { button } = creditVerbWords(verb, run);
    return (
      <ButtonLink
        key={verb}
        kind={index === 0 ? 'primary' : 'plain'}
        to={PAGE}
        params={{ businessId }}
        search={{ verb }}
        aria-label={`${button}: business ${businessId}`}
      >
        {button}
      </ButtonLink>
    );
  });
}
