/** Ids, counts and lists in words. */

const SHOWN_AT_EACH_END = 4;

/** An id shortened in the middle, where that saves something: `1022…0398`. */
export function shortId(id: string): string {
  if (id.length <= SHOWN_AT_EACH_END * 2 + 2) return id;
  return `${id.slice(0, SHOWN_AT_EACH_END)}…${id.slice(-SHOWN_AT_EACH_END)}`;
}

/** A count with its noun: "1 number", "5 numbers", "1,204 templates". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${figure(count)} ${count === 1 ? noun : plural}`;
}

/** A whole number with its thousands apart. */
export const figure = (count: number): string => new Intl.NumberFormat('en-US').format(count);

/** Words as a list: "a", "a or b", "a, b or c". */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1] ?? ''}`;
}

/** A text as a sentence: a capital first, a full stop where none stands. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…:]$/.test(capital) ? capital : `${capital}.`;
}
