/** What every page begins with: its title, in the window and as the heading, which is where a reader starts. */
import { useEffect, useRef, type ReactNode } from 'react';
import './page.css';

/** What {@link Page} takes. */
export interface PageProps {
  /** For the window's title, the history and the tab. */
  readonly title: string;
  /** The heading, where it holds more than the title. */
  readonly heading?: ReactNode;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page. */
export function Page({ title, heading = title, actions, children }: PageProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · WABA migrations`;
  }, [title]);
  useEffect(() => {
    // Who followed a link by keyboard or by ear goes on at the page's beginning, not at a link that is gone.
    if (document.activeElement === null || document.activeElement === document.body)
      head.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page">
      <div className="page-head">
        <h1 ref={head} tabIndex={-1}>
          {heading}
        </h1>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
