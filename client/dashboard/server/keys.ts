/** Keys of queries. The first part is what a hint of a change renews. */
export const KEYS = {
  session: ['session'],
  me: ['me'],
  about: ['about'],
  readiness: ['readiness'],
  migrations: ['migrations'],
  deadlines: ['deadlines'],
  migration: (wabaId: string) => ['migration', wabaId],
  credit: ['credit'],
  account: ['account'],
} as const;
