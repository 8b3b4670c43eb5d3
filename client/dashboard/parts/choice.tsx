/** One of several, and yes or no; each with a line that says what it means. */
import type { ReactNode } from 'react';
import { Checkbox, FieldError, Label, Radio, RadioGroup } from 'react-aria-components';
import { Glyph } from './glyph';
import './choice.css';

/** One of several. */
export interface Choice<V extends string> {
  readonly value: V;
  readonly title: ReactNode;
  /** What it means, under the title; or why it cannot be taken. */
  readonly text?: ReactNode;
  readonly isDisabled?: boolean;
}

/** What {@link Choices} takes. */
export interface ChoicesProps<V extends string> {
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  /** Null while nothing is chosen. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  /** What is wrong with the choice; nothing while all is well. */
  readonly error?: string | undefined;
}

/** One of several: arrow keys go through them. */
export function Choices<V extends string>({ label, choices, value, onChange, error }: ChoicesProps<V>) {
  return (
    <RadioGroup
      className="choices"
      value={value}
      onChange={(chosen) => onChange(chosen as V)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className="choice" isDisabled={choice.isDisabled ?? false}>
          <span className="choice-dot" aria-hidden="true" />
          <span className="choice-text">
            <span className="choice-title">{choice.title}</span>
            {choice.text !== undefined && <span className="muted small">{choice.text}</span>}
          </span>
        </Radio>
      ))}
      <FieldError className="field-error small">{error}</FieldError>
    </RadioGroup>
  );
}

/** Yes or no. */
export function Tick(props: {
  readonly isTicked: boolean;
  readonly onChange: (isTicked: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <Checkbox className="choice" isSelected={props.isTicked} onChange={props.onChange}>
      <span className="choice-box" aria-hidden="true">
        <Glyph name="done" size={12} />
      </span>
      <span className="choice-text">{props.children}</span>
    </Checkbox>
  );
}
