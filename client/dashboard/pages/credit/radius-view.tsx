/** What a revoke would defund, and the field in which its business is typed. */
import { IdField } from '../../parts/form-fields';
import { Glyph } from '../../parts/glyph';
import { Id } from '../../parts/id';
import type { Radius } from '../../server/api';
import { radiusInWords } from '../../words/credit';
import { sentence } from '../../words/text';
import { AccountTable } from './accounts';

/** The radius: what stops, account by account, and what could not be read. */
export function RadiusView({ radius }: { readonly radius: Radius }) {
  return (
    <>
      <p className="credit-warning">
        <Glyph name="alert" /> {radiusInWords(radius)}
      </p>
      {radius.wabas.length > 0 && (
        <div className="credit-inner">
          <AccountTable accounts={radius.wabas} />
        </div>
      )}
      {radius.unreadable.length > 0 && (
        <ul className="credit-list" aria-label="What could not be read">
          {radius.unreadable.map((text) => (
            <li key={text}>{sentence(text)}</li>
          ))}
        </ul>
      )}
      <p className="muted small">
        Should this change before the first record is deleted, you are asked again. Digest of what you see:{' '}
        <Id value={radius.digest} of="digest of the radius" />
      </p>
    </>
  );
}

/** What {@link TypedBusiness} takes. */
export interface TypedBusinessProps {
  readonly businessId: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether it was tried without. */
  readonly isTried: boolean;
}

/** Whether what was typed names the business. */
export const isTyped = (value: string, businessId: string): boolean => value.trim() === businessId;

/** The field that makes sure that a person means this business. */
export function TypedBusiness({ businessId, value, onChange, isTried }: TypedBusinessProps) {
  // Said as soon as it cannot become the id any more, or when it was tried without.
  const isOther = !businessId.startsWith(value.trim()) || (isTried && !isTyped(value, businessId));
  return (
    <IdField
      label={`Type the id of the business, ${businessId}, to revoke`}
      isRequired
      value={value}
      onChange={onChange}
      error={isOther ? `This is not the id of the business. Type ${businessId}.` : undefined}
    />
  );
}
