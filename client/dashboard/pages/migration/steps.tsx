/** The six steps with their times, and the line after which nothing can be taken back. */
import { useNow, Time } from '../../parts/time';
import { Glyph, type GlyphName } from '../../parts/glyph';
import type { StateDocument } from '../../server/api';
import { stepsOf, STEP_WORDS, type StepStatus, type StepView } from '../../words/steps';
import { duration } from '../../words/times';
import './steps.css';

const STATUSES: Readonly<Record<StepStatus, { readonly glyph: GlyphName | null; readonly word: string }>> = {
  done: { glyph: 'done', word: 'Done' },
  moving: { glyph: 'moving', word: 'Under way' },
  person: { glyph: 'person', word: 'Needs a person' },
  waits: { glyph: 'waiting', word: 'Waits by itself' },
  'ended-badly': { glyph: 'bad', word: 'Ended badly here' },
  'given-up': { glyph: 'bad', word: 'Ended here' },
  ahead: { glyph: null, word: 'Ahead' },
  never: { glyph: null, word: 'Not reached' },
};

/** The steps of a run. */
export function Steps({ state }: { readonly state: StateDocument }) {
  const now = useNow();
  return (
    <ol className="steps" aria-label="Steps">
      {stepsOf(state, now).map((view) => (
        <StepItem key={view.step} view={view} />
      ))}
    </ol>
  );
}

function StepItem({ view: { step, status, startedAt, spentMs } }: { readonly view: StepView }) {
  const { glyph, word } = STATUSES[status];
  const isCurrent = !['done', 'ahead', 'never'].includes(status);
  return (
    <li
      className={`step step-${status} ${step === 'move' ? 'step-final' : ''}`}
      {...(isCurrent && { 'aria-current': 'step' as const })}
    >
      {step === 'move' && (
        <span className="step-line small">
          <Glyph name="lock" size={12} /> No way back after this
        </span>
      )}
      <span className="step-mark" aria-hidden="true">
        {glyph !== null && <Glyph name={glyph} size={12} />}
      </span>
      <span className="step-text">
        <strong>{STEP_WORDS[step]}</strong>
        {status !== 'done' && <span className="small muted">{word}</span>}
        {startedAt !== null && (
          <span className="small muted">
            <Time at={startedAt} as="clock" />, {duration(spentMs)}
          </span>
        )}
      </span>
    </li>
  );
}
