/** A value that an earlier phase has set; its absence is a bug and fails the workflow task. */
export function known<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('a value of an earlier phase is missing');
  return value;
}
