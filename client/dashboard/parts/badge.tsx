/** A state at a glance: colour, glyph and word. */
import type { ReactNode } from 'react';
import type { Phase } from '../server/api';
import { shownAs, type Tone } from '../words/phases';
import { Glyph, type GlyphName } from './glyph';
import './badge.css';

const GLYPHS: Readonly<Record<Tone, GlyphName>> = {
  amber: 'person',
  blue: 'moving',
  green: 'done',
  red: 'bad',
  grey: 'waiting',
};

/** A badge of one of the five states. Give `glyph` where the state's own would mislead. */
export function Badge(props: { readonly tone: Tone; readonly glyph?: GlyphName; readonly children: ReactNode }) {
  const { tone, glyph = GLYPHS[tone], children } = props;
  return (
    <span className={`badge badge-${tone}`}>
      <Glyph name={glyph} size={12} />
      {children}
    </span>
  );
}

/** The badge of a run by its phase; a run that only a person can move is amber. */
export function PhaseBadge({
  run,
}: {
  readonly run: { readonly phase: Phase | null; readonly needsOperator: boolean };
}) {
  const { word, tone } = shownAs(run);
  const isGivenUp = run.phase === 'abandoned';
  return (
    <Badge tone={tone} {...(isGivenUp && { glyph: 'bad' as const })}>
      {word}
    </Badge>
  );
}
