/** Many small reads of one attempt, a few at a time. */

/** So many calls of one attempt are under way at once: enough to be quick, few enough for a budget to stop them. */
const AT_ONCE = 8;

/**
 * Applies a read to every item, a few at a time; the answers are in the order of the items. Fails with the first read
 * that fails, and begins none after it.
 */
export async function sideBySide<T, U>(items: readonly T[], read: (item: T) => Promise<U>): Promise<U[]> {
  const answers: U[] = [];
  for (let begun = 0; begun < items.length; begun += AT_ONCE) {
    answers.push(...(await Promise.all(items.slice(begun, begun + AT_ONCE).map(read))));
  }
  return answers;
}
