/** Something of several parts that must each be ended again: a folder, a server, processes. */

/** Takes what ends a part that has just been started. */
export type EndLater = (end: () => Promise<unknown>) => void;

/**
 * Starts every part. Answers with what `start` makes of them and of `close`, which ends them, the last one first; where a
 * part does not start, those before it are ended.
 */
export async function wholeOrNothing<T>(
  start: (endLater: EndLater, close: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return await start((end) => void ends.push(end), close);
  } catch (error) {
    await close();
    throw error;
  }
}
