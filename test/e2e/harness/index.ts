/** What an end-to-end test imports. */
export { APP_ID, CREDIT_LINE, type AccountChanges, type CustomerChanges } from './account-spec';
export type { Child } from './child-process';
export { accountOf, inTwoCalls, liveRecords, tell } from './credit-look';
export type { Customer } from './customers';
export { accountNow, blocksOf, digitsOf, effectsOf, migrationsOf } from './look';
export { allRuns, everythingReadable } from './readable';
export { resetAfter } from './reset';
export { fetchHistory } from './runs';
export { numberPlaces, type FaultRule, type HeldCall, type HoldRule, type SimulatedWaba } from './simulator-process';
export { until } from './until';
export { createWorld, type World, type WorldChoice } from './world';
