/** A row of what needs a person, whatever kind of run it is: who, why, since when, and what helps. */
import type { ReactNode } from 'react';
import { Time } from '../../parts/time';

/** What {@link NeedsRow} takes. */
export interface NeedsRowProps {
  /** The link to the page where it is decided. */
  readonly title: ReactNode;
  readonly id: ReactNode;
  /** Whether its workflow task fails again and again: no decision reaches it, so none is offered. */
  readonly taskFails: boolean;
  /** The sentence why. */
  readonly why: ReactNode;
  readonly badge: ReactNode;
  readonly since: string;
  /** The buttons, or who could decide. */
  readonly verbs: ReactNode;
}

const CODE_FAILS = 'Its code fails, so that no decision reaches it. An engineer should look at the workers.';

/** The row. */
export function NeedsRow({ title, id, taskFails, why, badge, since, verbs }: NeedsRowProps) {
  return (
    <li className="needs-row">
      <div className="needs-who">
        <h3>{title}</h3>
        {id}
      </div>
      <div className="needs-why">
        <p>{taskFails ? CODE_FAILS : why}</p>
        <p className="muted small needs-since">
          {badge}
          <span>
            since <Time at={since} as="clock" />, <Time at={since} />
          </span>
        </p>
      </div>
      <div className="needs-verbs">{!taskFails && verbs}</div>
    </li>
  );
}

/** Most verbs that a row offers; the others are on the page that it leads to. */
export const SHOWN_VERBS = 2;
