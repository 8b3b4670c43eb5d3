/** What is happening now, why it waits and until when, how Meta was asked last; or how it ended. */
import type { ReactNode } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useRights } from '../../frame/session';
import { Card } from '../../parts/card';
import { Progress } from '../../parts/progress';
import { Time } from '../../parts/time';
import { Words } from '../../parts/words';
import type { Outcome, StateDocument, Verb } from '../../server/api';
import { aboutQuery } from '../../server/queries';
import { looksInWords, looksOf } from '../../words/looks';
import { goingOn } from '../../words/progress';
import { isForOthers } from '../../words/second-person';
import { counted, listed, sentence } from '../../words/text';
import { approvalOf } from './verbs/approval';
import { afterWait, doing, inPhaseSince } from './now-words';
import { verbsOf } from './verbs/verb-effects';
import './now.css';

/** The first card of the page. */
export function Now({ state }: { readonly state: StateDocument }) {
  const { waitingFor, outcome, phase } = state;
  return (
    <Card title={outcome === null ? 'Now' : 'How it ended'}>
      <div className="now">
        <p className="now-why">{waitingFor === null ? doing(phase) : <Words of={waitingFor.reason} />}</p>
        <GoingOn state={state} />
        {outcome !== null && <Ending outcome={outcome} />}
        <dl className="facts">
          <Since state={state} />
          {waitingFor?.until != null && (
            <Fact name="Until">
              <Time at={waitingFor.until} as="clock" />, <Time at={waitingFor.until} />. {afterWait(state)}
            </Fact>
          )}
          <Polling state={state} />
        </dl>
        {outcome === null && <WhoCould state={state} />}
      </div>
    </Card>
  );
}

function GoingOn({ state }: { readonly state: StateDocument }) {
  const work = goingOn(state);
  if (work === null) return null;
  return (
    <div className="now-work">
      <Progress label={work.label} value={work.arrived} />
      {work.arrived && <p className="small muted">{sentence(work.arrived.words)}</p>}
    </div>
  );
}

/** One line of facts. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Since({ state }: { readonly state: StateDocument }) {
  const since = inPhaseSince(state);
  if (since === null) return null;
  return (
    <Fact name={state.outcome === null ? 'Since' : 'Ended'}>
      <Time at={since} as="clock" />, <Time at={since} />
    </Fact>
  );
}

function Polling({ state: { polling, phase } }: { readonly state: StateDocument }) {
  if (polling === null) return null;
  const { nextAt } = polling;
  const isWatch = phase === 'awaiting-approval';
  const looks = looksOf(polling, isWatch);
  return (
    <Fact name="Looked">
      {looksInWords(looks, isWatch)}
      {looks.found !== null && (
        <>; last answer {/^[A-Z_]+$/.test(looks.found) ? <code>{looks.found}</code> : `“${looks.found}”`}</>
      )}
      {nextAt !== null && (
        <>
          ; again <Time at={nextAt} as="clock" />, <Time at={nextAt} />
        </>
      )}
    </Fact>
  );
}

function Ending({ outcome: { reason, by, testMessage, allocations } }: { readonly outcome: Outcome }) {
  return (
    <>
      <p>
        <Words of={reason} />
        {by !== null && <span className="muted"> Decided by {by}.</span>}
      </p>
      {testMessage !== null && (
        <p>
          Test message: <Words of={testMessage.text} />
        </p>
      )}
      {allocations.length > 0 && (
        <p>
          Made on the way and still there: {counted(allocations.length, 'sharing record')} of our line of credit,{' '}
          {listed(
            allocations.map(({ id, businessId }) => `${id} to business ${businessId}`),
            'and',
          )}
          .
        </p>
      )}
    </>
  );
}

/** Who could do what the reader may not. */
function WhoCould({ state }: { readonly state: StateDocument }) {
  const rights = useRights();
  const { data: about } = useSuspenseQuery(aboutQuery);
  const verbs = verbsOf(state);
  const isOwn = isForOthers(state, rights.name) && verbs.includes('approve');
  const refused = verbs.filter((verb) => !rights.may(about.verbs[verb]));
  const permissions = [...new Set(refused.map((verb) => about.verbs[verb]))];
  const verbsWith = (permission: (typeof permissions)[number]): Verb[] =>
    refused.filter((verb) => about.verbs[verb] === permission);
  if (!isOwn && permissions.length === 0) return null;
  return (
    <div className="muted">
      {isOwn && rights.may(about.verbs.approve) && (
        <p>
          You started it, so{' '}
          {approvalOf(state) === null ? 'somebody else has to approve it.' : 'only others can approve it anew.'}
        </p>
      )}
      {permissions.map((permission) => (
        <p key={permission}>
          {sentence(`${rights.whoCould(permission)} can ${listed(verbsWith(permission), 'or')} it`)}
        </p>
      ))}
    </div>
  );
}
