/** Where a clock stood, so that the next process can go on from there. */
export interface ClockReading {
  simulatedMs: number;
  realMs: number;
}

/** The simulated time. It runs `speed` times as fast as the real one and can be pushed forward. */
export interface Clock {
  nowMs(): number;
  advance(ms: number): void;
  reading(): ClockReading;
}

/**
 * Makes the clock. It starts at the real time, or at `from` plus the real time since: Meta goes on while our
 * machine is off, and a simulated time behind the real one would date a clone before the call that asked for it.
 */
export function createClock(options: { speed: number; realNow: () => number; from?: ClockReading | undefined }): Clock {
  const startedRealMs = options.realNow();
  let baseMs = options.from
    ? options.from.simulatedMs + Math.max(0, startedRealMs - options.from.realMs)
    : startedRealMs;
  const nowMs = (): number => Math.floor(baseMs + (options.realNow() - startedRealMs) * options.speed);
  return {
    nowMs,
    advance(ms) {
      baseMs += ms;
    },
    reading: () => ({ simulatedMs: nowMs(), realMs: options.realNow() }),
  };
}
