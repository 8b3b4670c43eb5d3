/** Whether changes stream in, or the page looks for them now and then. */
import { useLiveState } from '../live/events';
import './live-dot.css';

/**
 * Hints are of phases alone; a pause or an approval for later is seen by looking. Without the stream all that shows a phase
 * is looked at every 30 s at most.
 */
const WORDS = {
  live: 'Live: a change of phase shows at once',
  looking: 'Not live: a change of phase shows up to 30 seconds late',
} as const;

/** The dot: full and green while changes stream in, else a grey ring. It always takes the same room. */
export function LiveDot() {
  const is = useLiveState() === 'live' ? 'live' : 'looking';
  return (
    <span className={`live-dot live-dot-${is}`} title={WORDS[is]}>
      <span className="only-heard">{WORDS[is]}</span>
    </span>
  );
}
