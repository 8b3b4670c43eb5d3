/** What happened, newest first, and who did it. */
import { useState } from 'react';
import { Button } from '../../parts/button';
import { Card } from '../../parts/card';
import { Time } from '../../parts/time';
import { Words } from '../../parts/words';
import type { StateDocument, TimelineEntry } from '../../server/api';
import { PHASE_WORDS } from '../../words/phases';
import { figure } from '../../words/text';
import './timeline.css';

const SHOWN = 12;

/** The timeline of a run. */
export function Timeline({ state: { timeline } }: { readonly state: StateDocument }) {
  const [showsAll, setShowsAll] = useState(false);
  const entries = timeline.map((entry, index) => ({ entry, index })).reverse();
  const shown = showsAll ? entries : entries.slice(0, SHOWN);
  return (
    <Card title="Timeline">
      <ol className="timeline">
        {shown.map(({ entry, index }) => (
          <Line key={index} entry={entry} isTurn={timeline[index - 1]?.phase !== entry.phase} />
        ))}
      </ol>
      {entries.length > shown.length && (
        <Button kind="quiet" onPress={() => setShowsAll(true)}>
          Show {figure(entries.length - shown.length)} earlier
        </Button>
      )}
    </Card>
  );
}

/** `isTurn`: the phase began here. */
function Line({ entry: { at, phase, text, by }, isTurn }: { readonly entry: TimelineEntry; readonly isTurn: boolean }) {
  return (
    <li className={isTurn ? 'event event-turn' : 'event'}>
      {isTurn && <strong className="event-phase">{PHASE_WORDS[phase].word}</strong>}
      <p>
        <Words of={text} />
      </p>
      <p className="muted small">
        <Time at={at} as="clock" />
        {by !== null && `, ${by}`}
      </p>
    </li>
  );
}
