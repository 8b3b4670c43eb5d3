export const value = 1;
export type Type = typeof value;
