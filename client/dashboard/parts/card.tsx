/** A part of a page with a heading of its own. */
import { useId, type ReactNode } from 'react';
import './card.css';

/** What {@link Card} takes. */
export interface CardProps {
  readonly title: string;
  /** The name of the region, where several on a page have the same title. */
  readonly label?: string;
  /** Beside the title: a count, a badge. */
  readonly note?: ReactNode;
  /** At the end of the heading's line: links, buttons. */
  readonly actions?: ReactNode;
  /** Its content brings its own edges: a table, a list of rows. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** A region with a heading. */
export function Card({ title, label, note, actions, isFlush = false, children }: CardProps) {
  const id = useId();
  return (
    <section className="card" {...(label === undefined ? { 'aria-labelledby': id } : { 'aria-label': label })}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="muted figure">{note}</span>}
        {actions !== undefined && <div className="card-actions">{actions}</div>}
      </header>
      <div className={isFlush ? 'card-flush' : 'card-body'}>{children}</div>
    </section>
  );
}

/** Where there is nothing: what that means, and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children !== undefined && <div className="muted">{children}</div>}
    </div>
  );
}
