/** Ctrl-C and its kin for every process: the first asks to stop, a later one insists. */

/** A terminal's Ctrl-C reaches us twice where a parent such as npm passes its own on. */
const SAME_PRESS_MS = 1_500;

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP and says which one it was; a second one, some time later, ends the
 * process at once with status 1.
 */
export function stopSignal(onFirst: (signal: NodeJS.Signals) => void): AbortSignal {
  const controller = new AbortController();
  let firstAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (firstAt !== undefined) {
        if (Date.now() - firstAt > SAME_PRESS_MS) process.exit(1);
        return;
      }
      firstAt = Date.now();
      onFirst(signal);
      controller.abort();
    });
  return controller.signal;
}
