/** Colours for terminals, and texts of others made safe to print. */
import { styleText } from 'node:util';
import { redact } from '../../../runtime/logger';

/** The colours in use, by what they mean. */
export interface Paint {
  readonly enabled: boolean;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Colours, or the bare text where colours are off (no terminal, or `NO_COLOR`). */
export function createPaint(enabled: boolean): Paint {
  const style =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      enabled ? styleText(format, text, { validateStream: false }) : text;
  return {
    enabled,
    good: style('green'),
    warn: style('yellow'),
    bad: style('red'),
    strong: style('bold'),
    faint: style('dim'),
  };
}

// Everything below U+0020, DEL and the C1 controls: a name on Meta's side must not move the cursor of a terminal here.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** The value with every control character in its texts replaced by a space, and whatever looks like a token blotted out. */
export function printable<T>(value: T): T {
  return mapTexts(value, (text) => redact(text.replace(CONTROL, ' ')));
}

/** The value with whatever looks like a token blotted out: Meta's fields are printed as they came, links included. */
export function withoutTokens<T>(value: T): T {
  return mapTexts(value, redact);
}

function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((inner: unknown) => mapTexts(inner, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)])) as T;
}
