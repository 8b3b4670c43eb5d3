/** A thin bar for work that goes on: how much of it is done, or, where nobody knows how long it takes, that it does. */
import { ProgressBar } from 'react-aria-components';
import './progress.css';

/** How much is done. */
export interface Done {
  readonly done: number;
  readonly total: number;
  /** The same in words, which a screen reader says in place of a percentage. */
  readonly words: string;
}

/** What {@link Progress} takes. */
export interface ProgressProps {
  /** What goes on; nobody sees it, the words beside the bar say it. */
  readonly label: string;
  /** Absent where it is not known. */
  readonly value?: Done | undefined;
}

/** The bar. Where it is not known how much is done it moves, or stands still and pale for who wants no motion. */
export function Progress({ label, value }: ProgressProps) {
  if (value === undefined)
    return (
      <ProgressBar aria-label={label} isIndeterminate className="progress progress-unknown">
        <span className="progress-part" />
      </ProgressBar>
    );
  const { done, total, words } = value;
  return (
    <ProgressBar aria-label={label} value={done} maxValue={total} valueLabel={words} className="progress">
      {({ percentage }) => <span className="progress-part" style={{ width: `${percentage ?? 0}%` }} />}
    </ProgressBar>
  );
}
