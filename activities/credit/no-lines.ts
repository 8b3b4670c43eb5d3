/** Why a portfolio shows no line of credit: Meta answers with an empty list whatever the reason is. */
import { readPart } from '../account/parts';
import type { Attempt } from '../guards';

/**
 * Probes for the likely reason of an empty list and says what helps: a wrong portfolio, a token of another one, a
 * portfolio that is not verified, else that Meta issued no line. What a probe cannot read decides nothing.
 */
export async function whyNoLines(attempt: Attempt, businessId: string): Promise<string> {
  const { graph } = attempt.deps;
  const [me, mine, business] = await Promise.all([
    readPart(() => graph.getMe(attempt.read)),
    readPart(() => graph.listMyBusinesses(attempt.read)),
    readPart(() => graph.getBusiness(attempt.read, businessId)),
  ]);
  const user = me.ok ? `${me.value.name ?? 'user'} ${me.value.id}` : 'a user that Meta does not name';
  if (mine.ok && mine.value.length > 0 && !mine.value.some(({ id }) => id === businessId)) {
    const theirs = mine.value.map(({ id, name }) => (name === undefined ? id : `${id} (${name})`)).join(', ');
    return (
      `The token is of another business: ${user} belongs to ${theirs}, not to ${businessId}. Use a token of a system ` +
      `user of ${businessId}, or set META_BUSINESS_ID to the portfolio that owns the lines.`
    );
  }
  if (!business.ok) {
    return (
      `Portfolio ${businessId} cannot be read with this token (${business.why}). META_BUSINESS_ID is probably wrong: set ` +
      'it to the id of the portfolio that owns the lines (Meta Business Suite, business settings, business info).'
    );
  }
  const { verificationStatus } = business.value;
  if (verificationStatus !== undefined && verificationStatus.toLowerCase() !== 'verified') {
    return (
      `Portfolio ${businessId} is not verified (${verificationStatus}). Finish its verification in Meta Business ` +
      'Suite; Meta issues lines to verified businesses only.'
    );
  }
  return (
    `Meta has issued no line of credit to portfolio ${businessId}, or its user has no finance role there. Only Solution ` +
    'Partners get one, not Tech Providers: ask your contact at Meta, and give the system user the role Admin or ' +
    'Financial Editor.'
  );
}
