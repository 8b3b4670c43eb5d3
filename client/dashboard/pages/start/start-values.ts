/** What the start form holds, what is wrong with it, and the request that it becomes. */
import type { StartBody } from '../../server/shapes';
import {
  faultOfCurrency,
  faultOfId,
  faultOfIds,
  faultOfOptionalId,
  faultOfTokenRef,
  idsIn,
  type Faults,
} from '../../words/faults';

/** The choice of no line of credit: the clone stays on what pays for the account now. */
export const NO_LINE = 'none';

/** The form, its fields named as those of the request. */
export interface StartValues {
  readonly wabaId: string;
  readonly targetCurrency: string;
  /** A line's id, {@link NO_LINE}, or empty while nothing is chosen. */
  readonly extendedCreditId: string;
  readonly approval: 'manual' | 'auto';
  readonly businessId: string;
  readonly acceptOrphans: string;
  readonly tokenRef: string;
  readonly creditMethod: 'attach' | 'share-then-attach';
  readonly customerTokenRef: string;
}

/** What the address of the form says beforehand. */
export interface StartSearch {
  readonly waba?: string;
  readonly to?: string;
}

/** Reads it; what makes no sense is left out. */
export function readStartSearch(search: Readonly<Record<string, unknown>>): StartSearch {
  const { waba, to } = search;
  return {
    ...(typeof waba === 'string' && /^\d{1,32}$/.test(waba) && { waba }),
    ...(typeof to === 'string' && /^[A-Za-z]{3}$/.test(to) && { to: to.toUpperCase() }),
  };
}

/** A form in which only the address has filled in something. */
export const startValues = ({ waba = '', to = '' }: StartSearch): StartValues => ({
  wabaId: waba,
  targetCurrency: to,
  extendedCreditId: '',
  approval: 'manual',
  businessId: '',
  acceptOrphans: '',
  tokenRef: '',
  creditMethod: 'attach',
  customerTokenRef: '',
});

const NEEDS_CUSTOMER_TOKEN = 'Attaching apart takes the customer’s business token: name it.';

/** What is wrong with the form. */
export function checkStart(values: StartValues): Faults<StartValues> {
  const isLine = values.extendedCreditId !== NO_LINE;
  const takesCustomerToken = isLine && values.creditMethod === 'share-then-attach';
  return {
    wabaId: faultOfId(values.wabaId, 'the account'),
    targetCurrency: faultOfCurrency(values.targetCurrency),
    extendedCreditId:
      values.extendedCreditId === ''
        ? { text: 'Choose who pays for the clone.', isMissing: true }
        : isLine
          ? faultOfOptionalId(values.extendedCreditId)
          : undefined,
    businessId: faultOfOptionalId(values.businessId),
    acceptOrphans: faultOfIds(values.acceptOrphans),
    tokenRef: faultOfTokenRef(values.tokenRef),
    customerTokenRef: faultOfTokenRef(values.customerTokenRef, takesCustomerToken ? NEEDS_CUSTOMER_TOKEN : undefined),
  };
}

/** The request of a form without faults. What was left empty is left out, so that the server's defaults hold. */
export function startBody(values: StartValues): StartBody {
  const text = (name: keyof StartValues): string => values[name].trim();
  const isLine = values.extendedCreditId !== NO_LINE;
  const orphans = idsIn(values.acceptOrphans);
  return {
    wabaId: text('wabaId'),
    targetCurrency: text('targetCurrency').toUpperCase(),
    approval: values.approval,
    ...(isLine && { extendedCreditId: text('extendedCreditId') }),
    ...(isLine && values.creditMethod !== 'attach' && { creditMethod: values.creditMethod }),
    ...(text('businessId') !== '' && { businessId: text('businessId') }),
    ...(orphans.length > 0 && { acceptOrphans: orphans }),
    ...(text('tokenRef') !== '' && { tokenRef: text('tokenRef') }),
    ...(text('customerTokenRef') !== '' && { customerTokenRef: text('customerTokenRef') }),
  };
}

/** Whether two requests ask for the same checks: who approves changes none of them. */
export function hasSameChecks(a: StartBody, b: StartBody): boolean {
  const told = (body: StartBody): string => JSON.stringify({ ...body, approval: null });
  return told(a) === told(b);
}
