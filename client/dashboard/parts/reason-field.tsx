/** Why somebody decided something: asked for wherever a run is told what a person decided. */
import { Field } from './field';

/** What {@link ReasonField} takes. */
export interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether it was tried without. */
  readonly wasAsked: boolean;
}

/** The field. */
export const ReasonField = ({ value, onChange, wasAsked }: ReasonFieldProps) => (
  <Field
    label="Reason"
    help="On the timeline and in the evidence, with your name."
    rows={3}
    maxLength={1_000}
    isRequired
    autoFocus
    value={value}
    onChange={onChange}
    error={wasAsked && value.trim() === '' ? 'Say why: it stays on the timeline and in the evidence.' : undefined}
  />
);
