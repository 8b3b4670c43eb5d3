/** For whom a credit activity acts, and how a write answers whose answer was lost. */

/** For whom a credit activity acts: sent along with every call but the first look. */
export interface CreditRunRef {
  readonly businessId: string;
  readonly tokenRef: string;
  /** The customer's business token, where the start named one. */
  readonly customerTokenRef: string | null;
  /** As the first look returned it; a worker with another one refuses retryably (`WrongGraph`) before any call. */
  readonly graphOrigin: string;
  /** The run that made the first look; a write of another run (a reset) fails with `RunWasReset`. */
  readonly checkedRunId: string;
}

/** A write whose answer was lost: it may have happened. */
export interface WriteUnknown {
  readonly kind: 'unknown';
  readonly message: string;
}
