/** Currencies and the dates by which Meta asks for them. Data, not a limit: the lists drift. */

/** Currencies with a rate card on Meta's pricing page by November 2026. BRL is for customers in Brazil only. */
export const KNOWN_CURRENCIES = [
  'AED',
  'ARS',
  'AUD',
  'BRL',
  'CLP',
  'COP',
  'EUR',
  'GBP',
  'IDR',
  'INR',
  'MXN',
  'MYR',
  'PEN',
  'SAR',
  'SGD',
  'USD',
] as const;

/** A legal deadline: from the day after it, Meta stops delivering messages of accounts in other currencies. */
export interface CurrencyDeadline {
  /** ISO country, as in the WABA's `country`. */
  readonly country: string;
  readonly countryName: string;
  readonly currency: string;
  /** The last day, ISO date. */
  readonly lastDay: string;
}

/** The deadlines on Meta's pricing page. */
export const CURRENCY_DEADLINES: readonly CurrencyDeadline[] = [
  { country: 'IN', countryName: 'India', currency: 'INR', lastDay: '2026-12-31' },
  { country: 'BR', countryName: 'Brazil', currency: 'BRL', lastDay: '2027-06-30' },
];
