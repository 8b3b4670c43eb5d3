/** What was checked, stage by stage, blocks first; samples on demand; who set one aside and why. */
import { useState } from 'react';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { Card } from '../../parts/card';
import { Time } from '../../parts/time';
import { Words } from '../../parts/words';
import type { Check, StateDocument, TimelineEntry } from '../../server/api';
import { byWeight, checkBadge, checkTitle, countsInWords, STAGES, waiverOf } from '../../words/checks';
import { counted, sentence } from '../../words/text';
import './checks.css';

/** All stages that were made, the newest first. */
export function Checks({ state: { report, timeline } }: { readonly state: StateDocument }) {
  const stages = [...STAGES].reverse().flatMap(({ stage, title, asks }) => {
    const checks = (report?.checks ?? []).filter((check) => check.stage === stage);
    return checks.length === 0 ? [] : [{ stage, title, asks, checks }];
  });
  if (stages.length === 0) return null;
  return (
    <Card title="Checks" note={counted(report?.checks.length ?? 0, 'check')} isFlush>
      {stages.map(({ stage, title, asks, checks }) => (
        <section key={stage} className="stage" aria-label={title}>
          <h3>
            {title} <span className="muted stage-asks">{asks}</span>
          </h3>
          <Stage checks={checks} timeline={timeline} />
        </section>
      ))}
    </Card>
  );
}

interface StageProps {
  readonly checks: readonly Check[];
  readonly timeline: readonly TimelineEntry[];
}

/** What deserves a look stands open; what agrees is a line until somebody wants to see it. */
function Stage({ checks, timeline }: StageProps) {
  const [showsAll, setShowsAll] = useState(false);
  const sorted = byWeight(checks);
  const agreeing = sorted.filter(({ result }) => result === 'match');
  const shown = showsAll ? sorted : sorted.filter(({ result }) => result !== 'match');
  return (
    <>
      <ul>
        {shown.map((check) => (
          <CheckRow key={check.name} check={check} timeline={timeline} />
        ))}
      </ul>
      {agreeing.length > 0 && (
        <p className="stage-more">
          <Button kind="quiet" onPress={() => setShowsAll(!showsAll)} aria-expanded={showsAll}>
            {showsAll
              ? 'Show only what deserves a look'
              : `${counted(agreeing.length, 'check')} ${agreeing.length === 1 ? 'agrees' : 'agree'}: show`}
          </Button>
        </p>
      )}
    </>
  );
}

function CheckRow({ check, timeline }: { readonly check: Check; readonly timeline: readonly TimelineEntry[] }) {
  const { name, text, counts, samples, waived } = check;
  const { tone, word } = checkBadge(check);
  const waiver = waived ? waiverOf(name, timeline) : undefined;
  const glyph =
    tone === 'amber' ? ({ glyph: 'alert' } as const) : check.result === 'match' ? {} : ({ glyph: 'alert' } as const);
  return (
    <li className="check">
      <Badge tone={tone} {...glyph}>
        {word}
      </Badge>
      <div className="check-text">
        <p>
          <strong>{checkTitle(name)}.</strong> <Words of={text} />
        </p>
        {waiver !== undefined && (
          <p className="muted">
            Waived by {waiver.by ?? 'nobody named'}, <Time at={waiver.at} as="clock" />: {sentence(waiver.reason)}
          </p>
        )}
        {Object.keys(counts).length > 0 && <p className="muted small figure">{countsInWords(counts)}</p>}
        {samples.length > 0 && (
          <details>
            <summary>{counted(samples.length, 'example')}</summary>
            <ul className="samples">
              {samples.map((sample) => (
                <li key={sample}>{sample}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}
