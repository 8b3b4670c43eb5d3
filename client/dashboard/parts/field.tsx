/** Fields of a form: a label, what helps to fill it in, and what is wrong with what was typed. */
import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';
import './field.css';

/** What {@link Field} takes beside what React Aria's text field does. */
export interface FieldProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** What helps to fill it in. */
  readonly help?: ReactNode;
  /** What is wrong with it and what to do; nothing while all is well. */
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** Ids and digests. */
  readonly isMono?: boolean;
  /** For more than a line. */
  readonly rows?: number;
}

/** A text field. */
export function Field({ label, help, error, placeholder, isMono = false, rows, ...rest }: FieldProps) {
  const look = { className: isMono ? 'field-input mono' : 'field-input', ...(placeholder && { placeholder }) };
  return (
    <TextField {...rest} className="field" isInvalid={error !== undefined} validationBehavior="aria">
      <Label>{label}</Label>
      {rows === undefined ? <Input {...look} /> : <TextArea {...look} rows={rows} />}
      {help !== undefined && (
        <Text slot="description" className="muted small">
          {help}
        </Text>
      )}
      <FieldError className="field-error small">{error}</FieldError>
    </TextField>
  );
}
