/** The account that tests migrate unless they say otherwise: small, whole, billed to our line, and quick. */

/** What a test wants to be different; the fields are those of the simulator's `POST /_sim/wabas`. */
export interface AccountChanges {
  readonly [field: string]: unknown;
  readonly behaviour?: Readonly<Record<string, unknown>>;
}

/** The line of credit of the simulator's partner. */
export const CREDIT_LINE = '1972385232742146';

/** The token of the partner's system user. */
export const TOKEN = 'sim-system-token';

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
