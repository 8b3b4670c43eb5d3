/** What the reader can tell the run now: what leads on as buttons, the rest in a menu that says what each will do. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { useRights } from '../../../frame/session';
import { Button } from '../../../parts/button';
import { Glyph } from '../../../parts/glyph';
import type { StateDocument, Verb } from '../../../server/api';
import { isForOthers } from '../../../words/second-person';
import { aboutQuery } from '../../../server/queries';
import { approvalOf } from './approval';
import { arranged, effectOf, labelOf, verbsOf } from './verb-effects';
import '../../../frame/menu.css';
import './actions.css';

/** The verbs that the reader may give. */
export function Actions({
  state,
  onChoose,
}: {
  readonly state: StateDocument;
  readonly onChoose: (verb: Verb) => void;
}) {
  const mine = useMyVerbs(state);
  const { leading, others } = arranged(mine, {
    checks: state.report?.checks ?? [],
    candidates: state.waitingFor?.candidates ?? [],
  });
  // A run that is approved takes another approval, but asks for none.
  const isAsked = state.needsOperator || approvalOf(state) === null;
  return (
    <>
      {others.length > 0 && (
        <MenuTrigger>
          <Button>
            {leading.length > 0 ? 'More' : 'Actions'} <Glyph name="down" size={12} />
          </Button>
          <Popover className="menu-box verbs-menu" placement="bottom end">
            <Menu className="menu" aria-label="Actions" onAction={(key) => onChoose(key as Verb)}>
              {others.map((verb) => (
                <MenuItem key={verb} id={verb} textValue={labelOf(verb, state)} className="menu-item verbs-item">
                  <span>{labelOf(verb, state)} …</span>
                  {/* What it does describes the item, and would be a part of its name if it were not hidden in it. */}
                  <Text slot="description" className="muted small" aria-hidden="true">
                    {effectOf(verb, state)}
                  </Text>
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {[...leading].reverse().map((verb) => (
        <Button key={verb} kind={verb === leading[0] && isAsked ? 'primary' : 'plain'} onPress={() => onChoose(verb)}>
          {labelOf(verb, state)}
        </Button>
      ))}
    </>
  );
}

/** The verbs that the run takes now and the reader may give; who started a run cannot approve it where two have to decide. */
export function useMyVerbs(state: StateDocument): readonly Verb[] {
  const rights = useRights();
  const { data: about } = useSuspenseQuery(aboutQuery);
  return verbsOf(state).filter(
    (verb) => rights.may(about.verbs[verb]) && !(verb === 'approve' && isForOthers(state, rights.name)),
  );
}
