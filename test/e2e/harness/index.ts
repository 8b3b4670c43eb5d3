/** What an end-to-end test imports. */
export { CREDIT_LINE, type AccountChanges } from './account-spec';
export type { Child, ProcessEnd } from './child-process';
export { fetchHistory } from './runs';
export { numberPlaces, type FaultRule, type HeldCall, type SimulatedWaba } from './simulator-process';
export { until } from './until';
export type { WabactlResult } from './wabactl';
export { createWorld, type WaitChoice, type World } from './world';
