/** What few need, a press away: its heading opens it. */
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Glyph } from './glyph';
import './more.css';

/** What {@link More} takes. */
export interface MoreProps {
  readonly title: ReactNode;
  /** At the end of its line, beside the button. */
  readonly aside?: ReactNode;
  readonly isOpenAtFirst?: boolean;
  /** Made when it is opened first, so that nothing is asked for what nobody looks at. */
  readonly children: () => ReactNode;
}

/** A heading that opens what is under it. */
export function More({ title, aside, isOpenAtFirst = false, children }: MoreProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const [wasOpen, setWasOpen] = useState(isOpenAtFirst);
  const change = (next: boolean): void => {
    setOpen(next);
    if (next) setWasOpen(true);
  };
  return (
    <Disclosure className="more" isExpanded={isOpen} onExpandedChange={change}>
      <div className="more-head">
        <Heading level={3} className="more-heading">
          <AriaButton slot="trigger" className="more-button">
            <Glyph name="down" />
            {title}
          </AriaButton>
        </Heading>
        {aside !== undefined && <div className="more-aside">{aside}</div>}
      </div>
      <DisclosurePanel className="more-panel">{wasOpen ? children() : null}</DisclosurePanel>
    </Disclosure>
  );
}
