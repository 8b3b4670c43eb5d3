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
  /** Keeps it open: something in it has to be seen. */
  readonly isHeldOpen?: boolean;
  /** Made when it is opened first, so that nothing is asked for what nobody looks at. */
  readonly children: () => ReactNode;
}

/** A heading that opens what is under it. */
export function More({ title, aside, isOpenAtFirst = false, isHeldOpen = false, children }: MoreProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const [wasOpen, setWasOpen] = useState(isOpenAtFirst);
  // What it was opened for stays to be seen once that is put right.
  if (isHeldOpen && !isOpen) {
    setOpen(true);
    setWasOpen(true);
  }
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
        {aside !== undefined && aside !== false && <div className="more-aside">{aside}</div>}
      </div>
      <DisclosurePanel className="more-panel">{wasOpen ? children() : null}</DisclosurePanel>
    </Disclosure>
  );
}
