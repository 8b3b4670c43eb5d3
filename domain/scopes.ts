/** The permissions that a token of Meta needs. */

/** Meta's page on currency migrations: the token needs both. */
export const MIGRATION_SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;

/** "Share and revoke credit lines": the system user's app needs it, for lines and allocations. */
export const CREDIT_SCOPES = ['business_management'] as const;

/** Those of the needed permissions that are not among the given ones. */
export function missingScopes(needed: readonly string[], given: readonly string[]): readonly string[] {
  return needed.filter((scope) => !given.includes(scope));
}
