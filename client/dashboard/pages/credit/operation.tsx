/** A share or a revoke: where it stands, why it waits, what a person can do, and how it ended. */
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Badge } from '../../parts/badge';
import { Card } from '../../parts/card';
import { focusWhereLost } from '../../parts/focus';
import { Glyph } from '../../parts/glyph';
import { More } from '../../parts/more';
import { Time, useNow } from '../../parts/time';
import type { About, CreditState } from '../../server/api';
import { meQuery } from '../../server/queries';
import { CREDIT_PHASE_WORDS, operationTitle, revokeReportInWords, sharedThingsInWords } from '../../words/credit';
import { creditInWords } from '../../words/credit-reasons';
import { looksInWords, looksOf } from '../../words/looks';
import { isBeingCancelled } from '../../words/credit-verbs';
import { runLink } from '../../words/run-link';
import { counted, sentence } from '../../words/text';
import { CreditVerbs } from './verbs';
import { WayOut } from './way-out';

/** What {@link Operation} takes. */
export interface OperationProps {
  readonly state: CreditState;
  /** The permission that each verb asks for. */
  readonly permissions: About['creditVerbs'];
}

/** The card of an operation. */
export function Operation({ state, permissions }: OperationProps) {
  const { data: me } = useQuery(meQuery);
  const link = me && runLink(me.temporalUi, state);
  const { word, tone } = CREDIT_PHASE_WORDS[state.phase];
  const now = useRef<HTMLDivElement>(null);
  return (
    <Card
      title={operationTitle(state)}
      actions={
        <>
          {link !== undefined && (
            <a href={link} target="_blank" rel="noreferrer" className="button button-quiet">
              Temporal run <Glyph name="external" />
            </a>
          )}
          <Badge tone={tone} {...(tone === 'grey' && { glyph: 'done' as const })}>
            {word}
          </Badge>
        </>
      }
    >
      <div className="credit-operation">
        <div ref={now} tabIndex={-1} className="credit-now" aria-live="polite">
          <Now state={state} />
        </div>
        <CreditVerbs state={state} permissions={permissions} onClosed={() => focusWhereLost(now)} />
        <WayOut state={state} />
        <More title={counted(state.timeline.length, 'step')} isOpenAtFirst>
          {() => <Timeline state={state} />}
        </More>
      </div>
    </Card>
  );
}

function Now({ state }: { readonly state: CreditState }) {
  const { waitingFor, outcome, polling, timeline } = state;
  const now = useNow();
  if (outcome !== null) return <Outcome outcome={outcome} />;
  const last = timeline.at(-1);
  const looks = polling && looksOf(polling, false);
  return (
    <div className="credit-list">
      <p className="credit-lead">
        {sentence(creditInWords(waitingFor?.reason ?? last?.text ?? 'It is about to begin'))}
      </p>
      {isBeingCancelled(state) && (
        <p className="muted">It ends once the call that is under way has answered: no write at Meta is broken off.</p>
      )}
      {waitingFor?.until != null && (
        <p className="muted">
          Until <Time at={waitingFor.until} as="clock" /> at most.
        </p>
      )}
      {polling !== null && looks !== null && looks.done > 0 && (
        <p className="muted">
          Looked {looksInWords(looks, false)}
          {looks.found === null ? '.' : `: ${sentence(creditInWords(looks.found))}`}
          {polling.nextAt !== null && Date.parse(polling.nextAt) - now.getTime() > SOON_MS && (
            <>
              {' '}
              Again <Time at={polling.nextAt} />.
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** A look that is nearer than this is not announced: it is over before it is read. */
const SOON_MS = 5_000;

/** What was taken back, which stands under it thing by thing. */
const TOLD_BELOW = / Taken back: [^.]*\.$/;

function Outcome({ outcome }: { readonly outcome: NonNullable<CreditState['outcome']> }) {
  const { reason, by, undone, report } = outcome;
  const lines = [...sharedThingsInWords(outcome), ...(report === null ? [] : revokeReportInWords(report))];
  return (
    <div className="credit-list">
      <p className="credit-lead">
        {sentence(creditInWords(undone.length > 0 ? reason.replace(TOLD_BELOW, '') : reason))}{' '}
        {by !== null && <span className="muted">By {by}.</span>}
      </p>
      {lines.length > 0 && (
        <ul className="credit-list">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

const Timeline = ({ state: { timeline } }: { readonly state: CreditState }) => (
  <ol className="credit-timeline" aria-label="What happened">
    {timeline.map(({ at, text, by }, index) => (
      <li key={`${at} ${index}`}>
        <span className="muted">
          <Time at={at} as="clock" />
        </span>
        <span>
          {sentence(creditInWords(text))} {by !== null && <span className="muted">By {by}.</span>}
        </span>
      </li>
    ))}
  </ol>
);
