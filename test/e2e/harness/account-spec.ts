/** The account that tests migrate unless they say otherwise: small, whole, billed to our line, and quick. */

/** What a test wants to be different; the fields are those of the simulator's `POST /_sim/wabas`. */
export interface AccountChanges {
  readonly [field: string]: unknown;
  readonly behaviour?: Readonly<Record<string, unknown>>;
}

/** The simulator's own app and the portfolio of its partner: nothing of it exists at Meta. */
export const APP_ID = '1000000000000001';
export const APP_SECRET = 'sim-app-secret';
export const BUSINESS_ID = '2000000000000001';

/** The line of credit of the simulator's partner. */
export const CREDIT_LINE = '1972385232742146';

/** The token of the partner's system user. */
export const TOKEN = 'sim-system-token';

/** The business token of the customer that was made last, and the name by which workers look it up. */
export const CUSTOMER_TOKEN = { ref: 'customer', token: 'sim-customer-token' } as const;

/** Steps that take Meta minutes, in milliseconds: long enough to be seen, short enough to wait for. */
const QUICK = { stepMs: 300, moveMs: 200, destinationAfterMs: 500 };

/** The spec of an account for the simulator. */
export function accountSpec({ behaviour, ...changes }: AccountChanges = {}): object {
  return {
    currency: 'USD',
    funding: 'line',
    numbers: 2,
    templates: 4,
    flows: 1,
    ...changes,
    behaviour: { ...QUICK, ...behaviour },
  };
}

/** What a test wants of a customer; the fields are those of the simulator's `POST /_sim/customers`. */
export interface CustomerChanges {
  readonly [field: string]: unknown;
  /** How many accounts, or what is different about each. */
  readonly wabas?: number | readonly AccountChanges[];
  /** What is different about all of them. */
  readonly account?: AccountChanges;
}

/** The spec of a customer whose accounts nobody pays for yet: what a line of credit is shared with. */
export function customerSpec({ account, ...changes }: CustomerChanges = {}): object {
  return {
    wabas: 1,
    token: CUSTOMER_TOKEN,
    ...changes,
    account: accountSpec({ currency: 'INR', funding: 'none', numbers: 1, templates: 1, flows: 0, ...account }),
  };
}
