/** A count with its noun, as people write it: `1 number`, `3 numbers`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
