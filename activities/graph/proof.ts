/** `appsecret_proof`: shows Meta that a token is used by the app that it was made for. */
import { createHmac } from 'node:crypto';

/**
 * Hex HMAC-SHA256 of the token under the app's secret (Meta, "Secure Graph API Calls"). It belongs to one token: a call
 * with another token needs its own.
 */
export function appSecretProof(appSecret: string, token: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}
