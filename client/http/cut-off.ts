/**
 * Ends a request from outside. Node forgets the link between a signal and what was made of it (`AbortSignal.any`,
 * `new Request(…, { signal })`) once garbage is collected while the request waits, and the request then waits for ever
 * (seen on Node 20.20). So one controller stands behind each request: a timer, or the caller, holds it, and its signal
 * goes to `fetch` itself.
 */

/** The end of one request. */
export interface CutOff {
  /** To be given to `fetch`, beside the request and not in it. */
  readonly signal: AbortSignal;
  /** Ends the request now. */
  readonly end: (reason?: Error) => void;
  /** To be called when the answer is there: nothing is held any longer. */
  readonly release: () => void;
}

/** Makes the end of a request: after a time (milliseconds), with a signal of the caller's, or by hand. */
export function createCutOff({ afterMs, outer }: { afterMs?: number; outer?: AbortSignal | undefined } = {}): CutOff {
  const controller = new AbortController();
  const onOuter = (): void => controller.abort(outer?.reason);
  const onTime = (): void => controller.abort(new DOMException(`no whole answer within ${afterMs} ms`, 'TimeoutError'));
  const timer = afterMs === undefined ? undefined : setTimeout(onTime, afterMs);
  if (outer?.aborted) onOuter();
  outer?.addEventListener('abort', onOuter, { once: true });
  return {
    signal: controller.signal,
    end: (reason) => controller.abort(reason),
    release() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onOuter);
    },
  };
}
