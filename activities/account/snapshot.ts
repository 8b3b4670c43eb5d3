/** One look at a whole account, and the form in which evidence keeps it. */
import type { AccountSnapshot, AssignedUser, Readable, Waba } from '../../domain/account';
import { unreadable } from '../../domain/account';
import type { AccountEvidence } from '../../domain/evidence';
import { shownCallback } from './callback-url';
import type { Attempt } from '../guards';
import { readPart, REFUSALS_ONLY, type Tolerance } from './parts';
import { contentHash } from './template-content';

/**
 * Reads an account: its node first, since without it nothing else is worth a call, then every part side by side (the
 * Graph client says by itself when a budget is used up). Users are read once per portfolio, as Meta asks.
 *
 * @throws a Graph error where the API is throttled or, without tolerance for it, does not answer.
 */
export async function readAccount(
  attempt: Attempt,
  wabaId: string,
  portfoliosOf: (waba: Waba) => readonly string[],
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Readable<AccountSnapshot>> {
  const { graph } = attempt.deps;
  const waba = await readPart(() => graph.getWaba(attempt.read, wabaId), tolerance);
  if (!waba.ok) return unreadable(waba.why);
  const part = <T>(read: () => Promise<T>) => readPart(read, tolerance);
  const [numbers, flows, apps, users, templates] = await Promise.all([
    part(() => graph.listPhoneNumbers(attempt.read, wabaId)),
    part(() => graph.listFlows(attempt.read, wabaId)),
    part(() => graph.listSubscribedApps(attempt.read, wabaId)),
    readUsers(attempt, wabaId, portfoliosOf(waba.value), tolerance),
    part(() => graph.listTemplates(attempt.read, wabaId)),
  ]);
  return { ok: true, value: { waba: waba.value, numbers, templates, flows, apps, users } };
}

/** The users of an account by portfolio; a portfolio that cannot be read stands as unreadable. */
export async function readUsers(
  attempt: Attempt,
  wabaId: string,
  portfolios: readonly string[],
  tolerance: Tolerance = REFUSALS_ONLY,
): Promise<Record<string, Readable<readonly AssignedUser[]>>> {
  const entries = await Promise.all(
    portfolios.map(async (business) => {
      const users = await readPart(
        () => attempt.deps.graph.listAssignedUsers(attempt.read, wabaId, business),
        tolerance,
      );
      return [business, users] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/**
 * An account as evidence keeps it: template texts only as hashes, callback URLs without what may hold a token, unreadable
 * parts null and named.
 */
export function accountEvidence(snapshot: AccountSnapshot): AccountEvidence {
  const { waba, numbers, templates, flows, apps, users } = snapshot;
  const missing: string[] = [];
  const valueOf = <T>(name: string, part: Readable<T>): T | null => {
    if (part.ok) return part.value;
    missing.push(`${name}: ${part.why}`);
    return null;
  };
  return {
    wabaId: waba.id,
    name: waba.name ?? null,
    currency: waba.currency ?? null,
    ownerBusinessId: waba.ownerBusinessId ?? null,
    primaryFundingId: waba.primaryFundingId ?? null,
    settings: { ...waba.settings },
    numbers:
      valueOf('numbers', numbers)?.map(({ id, digits, status }) => ({ id, digits, status: status ?? 'UNKNOWN' })) ??
      null,
    templates:
      valueOf('templates', templates)?.map((template) => ({
        id: template.id,
        name: template.name,
        language: template.language,
        status: template.status ?? null,
        category: template.category ?? null,
        contentHash: contentHash(template),
      })) ?? null,
    flows: valueOf('flows', flows)?.map(({ id, name, status }) => ({ id, name, status: status ?? null })) ?? null,
    apps:
      valueOf('apps', apps)?.map(({ id, overrideCallbackUri: uri }) => {
        const shown = uri === undefined ? null : shownCallback(uri);
        return { id, overrideCallbackUri: shown?.address ?? null, overrideCallbackHash: shown?.hash ?? null };
      }) ?? null,
    users: Object.fromEntries(
      Object.entries(users).map(([business, part]) => [
        business,
        valueOf(`users of ${business}`, part)?.map(({ id, tasks }) => ({ id, tasks: [...tasks] })) ?? null,
      ]),
    ),
    unreadable: [
      ...missing,
      ...(waba.fundingReadable ? [] : ['funding: refused by Meta']),
      ...(waba.ownerReadable ? [] : ['owner: refused by Meta']),
    ],
  };
}
