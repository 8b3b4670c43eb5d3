/**
 * What is read of a WhatsApp Business Account: the shapes that the Graph client returns and that checks compare.
 *
 * Values that Meta may extend (statuses, tasks, categories) are plain strings, carried as they came.
 */

/** Something read, or why it could not be: an unreadable part is never taken for an empty one. */
export type Readable<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** Wraps a value that was read. */
export const readable = <T>(value: T): Readable<T> => ({ ok: true, value });
/** Says that a part could not be read, and why. */
export const unreadable = (why: string): Readable<never> => ({ ok: false, why });

/** A WABA node. Fields that Meta did not give are absent. */
export interface Waba {
  readonly id: string;
  readonly name?: string;
  readonly currency?: string;
  readonly timezoneId?: string;
  readonly templateNamespace?: string;
  /** Unix seconds or ISO, as it came. */
  readonly creationTime?: string;
  readonly country?: string;
  readonly accountReviewStatus?: string;
  readonly businessVerificationStatus?: string;
  readonly status?: string;
  readonly ownerBusinessId?: string;
  readonly ownerBusinessName?: string;
  /** Absent where unfunded; see {@link fundingReadable}. */
  readonly primaryFundingId?: string;
  /** Whether funding could be asked for: Meta refuses the field to some tokens (code 10), which is not "unfunded". */
  readonly fundingReadable: boolean;
  /** Whether the owner could be asked for. */
  readonly ownerReadable: boolean;
  /** Settings that Meta does not list as cloned, by Meta's field name; absent ones were not readable. */
  readonly settings: Readonly<Record<string, boolean | string>>;
}

/** A phone number of an account. */
export interface PhoneNumber {
  readonly id: string;
  /** As Meta formats it; compare {@link digits} only. */
  readonly display: string;
  readonly digits: string;
  readonly verifiedName?: string;
  readonly status?: string;
  readonly qualityRating?: string;
  readonly nameStatus?: string;
  readonly platformType?: string;
  readonly isOnBizApp?: boolean;
}

/** The digits of a displayed phone number: the only thing about it that a migration cannot change. */
export function digitsOf(display: string): string {
  return display.replace(/\D/g, '');
}

/** A message template. Its key on an account is (name, language); its id changes with a migration. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly status?: string;
  readonly category?: string;
  /** As Meta gave it; contains message text, so it never leaves an activity but as a hash. */
  readonly components?: unknown;
}

/** A template's key on its account. */
export const templateKey = (template: { readonly name: string; readonly language: string }): string =>
  `${template.name}:${template.language}`;

/** A Flow. Its name is its key across accounts. */
export interface Flow {
  readonly id: string;
  readonly name: string;
  readonly status?: string;
}

/** An app subscribed to an account's webhooks. */
export interface SubscribedApp {
  readonly id: string;
  readonly name?: string;
  readonly overrideCallbackUri?: string;
}

/** Somebody with tasks on an account, seen from one business portfolio. */
export interface AssignedUser {
  readonly id: string;
  readonly name?: string;
  readonly tasks: readonly string[];
}

/** A migration as Meta describes it. */
export interface MigrationNode {
  readonly id: string;
  /** One of eight that the page lists, or one that it does not. */
  readonly status: string;
  readonly destination?: {
    readonly id: string;
    readonly name?: string;
    readonly currency?: string;
  };
}

/** An amount in major units, as Meta's CurrencyAmount gives it. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** A line of credit. Fields that Meta did not give are absent; amounts are always in USD. */
export interface CreditLine {
  readonly id: string;
  readonly legalEntityName?: string;
  readonly balance?: Money;
  readonly creditAvailable?: Money;
  /** Whether Meta took the access to this line away. */
  readonly accessRevoked?: boolean;
}

/** A line of credit with every field of Meta's ExtendedCredit node, by Meta's name. */
export interface CreditLineNode {
  readonly line: CreditLine;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Fields that Meta refused to this token. */
  readonly refused: readonly string[];
}

/** A group of invoices of a line of credit. */
export interface InvoiceGroup {
  readonly id: string;
  readonly name?: string;
}

/** A business portfolio. */
export interface Business {
  readonly id: string;
  readonly name?: string;
  readonly verificationStatus?: string;
}

/** A record by which a line of credit pays for a customer's business. */
export interface CreditAllocation {
  readonly id: string;
  readonly receivingBusinessId?: string;
  /** Equals the `primary_funding_id` of an account that it pays for. */
  readonly receivingCredentialId?: string;
  /** `DELETED` once revoked. */
  readonly requestStatus?: string;
}

/** What `debug_token` says of a token. */
export interface TokenInfo {
  readonly appId?: string;
  readonly type?: string;
  readonly isValid: boolean;
  /** Unix seconds; 0 means never. */
  readonly expiresAt?: number;
  readonly scopes: readonly string[];
  readonly userId?: string;
}

/** Users by the portfolio that they were asked for. */
export type UsersByPortfolio = Readonly<Record<string, Readable<readonly AssignedUser[]>>>;

/** One look at an account: everything that a comparison needs. */
export interface AccountSnapshot {
  readonly waba: Waba;
  readonly numbers: Readable<readonly PhoneNumber[]>;
  readonly templates: Readable<readonly Template[]>;
  readonly flows: Readable<readonly Flow[]>;
  readonly apps: Readable<readonly SubscribedApp[]>;
  readonly users: UsersByPortfolio;
}

/** A number as history keeps it, in full. */
export interface NumberRecord {
  readonly id: string;
  readonly digits: string;
  readonly status: string;
}
