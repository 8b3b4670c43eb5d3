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
import { checkPolicy, policyBody, policyValues, type PolicyValues } from './policy-values';
import { checkTestMessage, testMessageBody, testMessageValues, type TestMessageValues } from './test-message-values';

/** The choice of no line of credit: the clone stays on what pays for the account now. */
export const NO_LINE = 'none';

/** The form, its fields named as those of the request. */
export interface StartValues extends PolicyValues, TestMessageValues {
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
  /** A line's id, or {@link NO_LINE}. */
  readonly line?: string;
}

/** Reads it; what makes no sense is left out. */
export function readStartSearch(search: Readonly<Record<string, unknown>>): StartSearch {
  const isId = (value: unknown): value is string => typeof value === 'string' && /^\d{1,32}$/.test(value);
  const { waba, to, line } = search;
  return {
    ...(isId(waba) && { waba }),
    ...(typeof to === 'string' && /^[A-Za-z]{3}$/.test(to) && { to: to.toUpperCase() }),
    ...((isId(line) || line === NO_LINE) && { line }),
  };
}

/** What the address of the form says of what is sent, so that who comes back to it finds it filled in. */
export const startSearch = ({ wabaId, targetCurrency, extendedCreditId }: StartBody): StartSearch => ({
  waba: wabaId,
  to: targetCurrency,
  line: extendedCreditId ?? NO_LINE,
});

/** A form in which only the address has filled in something. */
export const startValues = ({ waba = '', to = '', line = '' }: StartSearch): StartValues => ({
  wabaId: waba,
  targetCurrency: to,
  extendedCreditId: line,
  approval: 'manual',
  businessId: '',
  acceptOrphans: '',
  tokenRef: '',
  creditMethod: 'attach',
  customerTokenRef: '',
  ...policyValues,
  ...testMessageValues,
});

const NEEDS_A_PERSON = 'A second person has to approve (“Pace and limits”), so somebody has to: choose “A person”.';
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
    approval: values['policy.secondPerson'] && values.approval === 'auto' ? { text: NEEDS_A_PERSON } : undefined,
    businessId: faultOfOptionalId(values.businessId),
    acceptOrphans: faultOfIds(values.acceptOrphans),
    tokenRef: faultOfTokenRef(values.tokenRef),
    customerTokenRef: faultOfTokenRef(values.customerTokenRef, takesCustomerToken ? NEEDS_CUSTOMER_TOKEN : undefined),
    ...checkPolicy(values),
    ...checkTestMessage(values),
  };
}

/** The request of a form without faults. What was left empty is left out, so that the server's defaults hold. */
export function startBody(values: StartValues): StartBody {
  const isLine = values.extendedCreditId !== NO_LINE;
  const orphans = idsIn(values.acceptOrphans);
  const [policy, testMessage] = [policyBody(values), testMessageBody(values)];
  return {
    wabaId: values.wabaId.trim(),
    targetCurrency: values.targetCurrency.trim().toUpperCase(),
    approval: values.approval,
    ...(isLine && { extendedCreditId: values.extendedCreditId.trim() }),
    ...(isLine && values.creditMethod !== 'attach' && { creditMethod: values.creditMethod }),
    ...(values.businessId.trim() !== '' && { businessId: values.businessId.trim() }),
    ...(orphans.length > 0 && { acceptOrphans: orphans }),
    ...(values.tokenRef.trim() !== '' && { tokenRef: values.tokenRef.trim() }),
    ...(values.customerTokenRef.trim() !== '' && { customerTokenRef: values.customerTokenRef.trim() }),
    ...(policy && { policy }),
    ...(testMessage && { testMessage }),
  };
}

/**
 * Whether two requests ask for the same checks: who approves, a test message and the policy change none of them, but that the
 * token has to last as long as the run may take.
 */
export function hasSameChecks(a: StartBody, b: StartBody): boolean {
  const told = ({ approval: _approval, testMessage: _testMessage, policy, ...rest }: StartBody): string =>
    JSON.stringify([rest, policy?.migrationDeadline]);
  return told(a) === told(b);
}
