/** Whether changes stream in, or the page looks for them now and then. */
import { useLiveState } from '../live/events';
import './live-dot.css';

/** As long as the stream is away queries ask again by themselves: an open migration after 10 s, lists after 30. */
const WORDS = {
  live: 'Live: what changes shows at once',
  looking: 'Not live: the stream of changes is away, so this page looks every 10 to 30 seconds',
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
