/** What the share form holds, what is wrong with it, and the request that it becomes. */
import type { ShareBody } from '../../server/shapes';
import { faultOfCurrency, faultOfId, faultOfOptionalId, faultOfTokenRef, type Faults } from '../../words/faults';

/** The form, its fields named as those of the request. */
export interface ShareValues {
  readonly businessId: string;
  readonly wabaId: string;
  readonly currency: string;
  /** Empty while none is chosen. */
  readonly extendedCreditId: string;
  readonly method: 'attach' | 'share-then-attach';
  readonly assignSystemUser: boolean;
  readonly customerTokenRef: string;
  readonly tokenRef: string;
}

/** What the address of the form says beforehand. */
export interface ShareSearch {
  readonly business?: string;
  readonly waba?: string;
  readonly currency?: string;
  readonly line?: string;
}

/** Reads it; what makes no sense is left out. */
export function readShareSearch(search: Readonly<Record<string, unknown>>): ShareSearch {
  const idOf = (value: unknown): value is string => typeof value === 'string' && /^\d{1,32}$/.test(value);
  const { business, waba, line, currency } = search;
  return {
    ...(idOf(business) && { business }),
    ...(idOf(waba) && { waba }),
    ...(idOf(line) && { line }),
    ...(typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency) && { currency: currency.toUpperCase() }),
  };
}

/** A form in which only the address has filled in something. */
export const shareValues = ({ business = '', waba = '', currency = '', line = '' }: ShareSearch): ShareValues => ({
  businessId: business,
  wabaId: waba,
  currency,
  extendedCreditId: line,
  method: 'attach',
  assignSystemUser: false,
  customerTokenRef: '',
  tokenRef: '',
});

/** What is wrong with the form. */
export function checkShare(values: ShareValues): Faults<ShareValues> {
  const isApart = values.method === 'share-then-attach';
  const missing = isApart ? 'Attaching apart takes the customer’s business token: name it.' : undefined;
  return {
    businessId: faultOfId(values.businessId, 'the business'),
    wabaId: faultOfId(values.wabaId, 'the account'),
    currency: faultOfCurrency(values.currency),
    extendedCreditId:
      values.extendedCreditId === ''
        ? { text: 'Choose the line that is to pay.', isMissing: true }
        : faultOfOptionalId(values.extendedCreditId),
    customerTokenRef: faultOfTokenRef(values.customerTokenRef, missing),
    tokenRef: faultOfTokenRef(values.tokenRef),
  };
}

/** The request of a form without faults, the business apart, which stands in its address. */
export function shareBody(values: ShareValues): ShareBody {
  const [customerTokenRef, tokenRef] = [values.customerTokenRef.trim(), values.tokenRef.trim()];
  return {
    wabaId: values.wabaId.trim(),
    currency: values.currency.trim().toUpperCase(),
    extendedCreditId: values.extendedCreditId.trim(),
    method: values.method,
    ...(values.method === 'attach' && values.assignSystemUser && { assignSystemUser: true }),
    ...(customerTokenRef !== '' && { customerTokenRef }),
    ...(tokenRef !== '' && { tokenRef }),
  };
}
