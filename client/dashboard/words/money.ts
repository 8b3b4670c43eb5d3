/** Amounts in words. */

/** An amount as Meta gives it: "USD 12,345.67". What is no number is shown as it came. */
export function money({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  const value = Number(amount);
  if (amount.trim() === '' || !Number.isFinite(value)) return `${currency} ${amount}`.trim();
  const figures = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${currency} ${new Intl.NumberFormat('en-US', figures).format(value)}`;
}
