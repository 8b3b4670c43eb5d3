/** What a person can tell an operation now, and who could tell it the rest. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRights } from '../../frame/session';
import { Button } from '../../parts/button';
import { useOpenVerb } from '../../parts/open-verb';
import type { About, CreditState, CreditVerb } from '../../server/api';
import { creditVerbsOf, creditVerbWords } from '../../words/credit-verbs';
import { listed, sentence } from '../../words/text';
import { CreditVerbDialog } from './credit-verb-dialog';

const PAGE = '/credit-lines/businesses/$businessId';

/** What {@link CreditVerbs} takes. */
export interface CreditVerbsProps {
  readonly state: CreditState;
  readonly permissions: About['creditVerbs'];
  /** A dialog was closed. */
  readonly onClosed: () => void;
}

/** The verbs' buttons; the first one of a run that needs a person helps most. A link may lead to the dialog of one. */
export function CreditVerbs({ state, permissions, onClosed }: CreditVerbsProps) {
  const rights = useRights();
  const { verb: asked } = useSearch({ from: PAGE });
  const navigate = useNavigate();
  const verbs = creditVerbsOf(state);
  const allowed = verbs.filter((verb) => rights.may(permissions[verb]));
  const forget = (): void =>
    void navigate({ to: PAGE, params: { businessId: state.businessId }, search: {}, replace: true });
  const { open, choose, close } = useOpenVerb(asked, allowed, forget);
  if (verbs.length === 0 && open === undefined) return null;
  return (
    <div className="credit-verbs">
      {allowed.map((verb) => (
        <Button
          key={verb}
          kind={verb === verbs[0] && state.needsOperator ? 'primary' : 'plain'}
          onPress={() => choose(verb)}
        >
          {creditVerbWords(verb, state).button}…
        </Button>
      ))}
      <WhoCould verbs={verbs.filter((verb) => !allowed.includes(verb))} state={state} permissions={permissions} />
      {open && (
        <CreditVerbDialog
          verb={open}
          state={state}
          onClose={() => {
            close();
            onClosed();
          }}
        />
      )}
    </div>
  );
}

interface WhoCouldProps extends Pick<CreditVerbsProps, 'state' | 'permissions'> {
  readonly verbs: readonly CreditVerb[];
}

/** Whose the verbs are that the reader may not give, a line for each permission. */
function WhoCould({ verbs, state, permissions }: WhoCouldProps) {
  const rights = useRights();
  return [...new Set(verbs.map((verb) => permissions[verb]))].map((permission) => {
    const theirs = verbs.filter((verb) => permissions[verb] === permission);
    const buttons = theirs.map((verb) => `“${creditVerbWords(verb, state).button}”`);
    return (
      <p key={permission} className="muted small credit-aside">
        {sentence(`${listed(buttons, 'and')}: only ${rights.whoCould(permission)}`)}
      </p>
    );
  });
}
