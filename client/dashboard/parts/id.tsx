/** Ids: whole where they are the subject, shortened in the middle elsewhere, always copyable. */
import { toast } from './toast';
import { shortId } from '../words/text';
import { Button } from './button';
import { Glyph } from './glyph';
import './id.css';

/** What {@link Id} takes. */
export interface IdProps {
  readonly value: string;
  /** What it is the id of, as in "WABA id": said where it is copied. */
  readonly of: string;
  /** Where the id is the subject it is shown whole. */
  readonly isWhole?: boolean;
}

/** An id with a button that copies it. */
export function Id({ value, of, isWhole = false }: IdProps) {
  return (
    <span className="id">
      <code title={isWhole ? undefined : value}>{isWhole ? value : shortId(value)}</code>
      <CopyButton value={value} of={`${of} ${value}`} />
    </span>
  );
}

/** A button that copies a text; `of` says what it is. */
export function CopyButton({ value, of }: { readonly value: string; readonly of: string }) {
  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => toast(`Copied the ${of}`),
      () => toast(`The browser did not let this page copy the ${of}`),
    );
  };
  return (
    <Button kind="quiet" isIcon aria-label={`Copy the ${of}`} onPress={copy}>
      <Glyph name="copy" size={13} />
    </Button>
  );
}
