/** Waiting for something that other processes do. */
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;

/**
 * Asks again and again until the answer is not undefined. `timeoutMs` is no measure of anything: it only keeps a suite
 * from hanging, so it is long. Throws with `what`, and with what `describe` says of the last state.
 */
export async function until<T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | undefined>,
  describe: () => string = () => '',
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}\n${describe()}`);
    await sleep(EVERY_MS);
  }
}
