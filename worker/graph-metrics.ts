/**
 * Calls to Meta as metrics, beside those of Temporal's runtime on `METRICS_ADDRESS`. Labels are few and fixed: an account
 * has its throttling in its own run (`polling`), since thousands of ids would be thousands of series.
 */
import type { Runtime } from '@temporalio/worker';

const WAIT = 'waba_graph_wait_seconds';

/** Meta counts by the hour, so a wait is anything up to that: upper bounds in seconds. */
export const WAIT_BUCKETS = { [WAIT]: [10, 60, 300, 900, 1_800, 3_600] };

/** A call to Meta, as far as it is measured. */
export interface MeasuredCall {
  /** `ok`, or the kind of the failure. */
  readonly outcome: string;
  /** Whose calls are counted together with it. */
  readonly budget: string;
  /** For how long the next one has to wait, in milliseconds; undefined where it need not. */
  readonly waitMs: number | undefined;
}

/**
 * Makes what takes down every call: `waba_graph_calls_total{outcome,budget}` and, of those that Meta refused for their
 * number (`throttled`) and those that were held back before (`over-budget`), `waba_graph_wait_seconds{outcome,budget}`,
 * for how long the next one has to wait. `budget` is whose calls are counted together.
 */
export function createGraphMetrics(meter: Runtime['metricMeter']): (call: MeasuredCall) => void {
  const calls = meter.createCounter('waba_graph_calls', undefined, 'Calls to Meta, by how they ended');
  const waits = meter.createHistogram(WAIT, 'float', undefined, 'How long a call that had to wait is put off');
  return ({ outcome, budget, waitMs }) => {
    calls.add(1, { outcome, budget });
    if (waitMs !== undefined) waits.record(waitMs / 1_000, { outcome, budget });
  };
}
