/**
 * What the verification may put right on a clone, at most once each. All of it is what the source had; nothing is taken
 * away, and nothing of it can do harm twice: each repair is decided on what was just read.
 */
import type { AccountSnapshot, Readable, SubscribedApp, TokenInfo, UsersByPortfolio } from '../../../domain/account';
import { readUsers } from '../../account/snapshot';
import { callbackText } from '../../account/callback-url';
import { problemOf } from '../../failures';
import { isGraphError } from '../../graph/errors';
import type { Attempt } from '../../guards';
import { readPart } from '../../account/parts';

/** A clone after the repairs, and what was done, as sentences by what it was done for. */
export interface Repaired {
  readonly clone: AccountSnapshot;
  readonly subscription: string | null;
  readonly override: string | null;
  readonly access: string | null;
}

/** Who we are: the app that `subscribeApp` subscribes, and our system user. */
export interface OwnIdentity {
  readonly appId: string | undefined;
  readonly token: Readable<TokenInfo>;
}

/** Repairs our subscription with its callback override, and our system user's tasks; re-reads what it touched. */
export async function repairClone(
  attempt: Attempt,
  source: AccountSnapshot,
  clone: AccountSnapshot,
  own: OwnIdentity,
): Promise<Repaired> {
  const { subscription, override, apps } = await repairSubscription(attempt, source, clone, own.appId);
  const { access, users } = await repairAccess(attempt, source, clone, own.token);
  return { clone: { ...clone, apps, users }, subscription, override, access };
}

type Apps = Readable<readonly SubscribedApp[]>;

async function repairSubscription(
  attempt: Attempt,
  source: AccountSnapshot,
  clone: AccountSnapshot,
  appId: string | undefined,
): Promise<{ subscription: string | null; override: string | null; apps: Apps }> {
  const untouched = { subscription: null, override: null, apps: clone.apps };
  if (appId === undefined || !clone.apps.ok) return untouched;
  const ours = (apps: Apps) => (apps.ok ? apps.value.find((app) => app.id === appId) : undefined);
  const there = ours(clone.apps);
  const wanted = ours(source.apps)?.overrideCallbackUri;
  if (there !== undefined && (wanted === undefined || there.overrideCallbackUri === wanted)) return untouched;

  const verifyToken = wanted === undefined ? undefined : attempt.deps.verifyTokens(wanted);
  const override = wanted !== undefined && verifyToken !== undefined ? { callbackUri: wanted, verifyToken } : undefined;
  const unknown =
    wanted !== undefined && override === undefined
      ? `The override ${callbackText(wanted)} could not be set: WEBHOOK_VERIFY_TOKENS_FILE has no verify token under the whole URL.`
      : null;
  // A subscription without the override would erase one that is there, so without its verify token nothing is sent.
  if (there !== undefined && override === undefined) return { ...untouched, override: unknown };

  const wabaId = clone.waba.id;
  const failed = await repairOnce(() => attempt.deps.graph.subscribeApp(attempt.write, wabaId, override));
  // Meta's refusal may repeat the URL.
  const done = wanted === undefined ? failed : (failed?.replaceAll(wanted, callbackText(wanted)) ?? null);
  const apps = await readPart(() => attempt.deps.graph.listSubscribedApps(attempt.read, wabaId));
  return {
    subscription: there === undefined ? `Our app ${appId} was absent and ${done ?? 'was subscribed'}.` : null,
    override:
      override === undefined
        ? unknown
        : `The override ${callbackText(override.callbackUri)} ${done ?? 'was set again'}.`,
    apps,
  };
}

async function repairAccess(
  attempt: Attempt,
  source: AccountSnapshot,
  clone: AccountSnapshot,
  token: Readable<TokenInfo>,
): Promise<{ access: string | null; users: UsersByPortfolio }> {
  const untouched = { access: null, users: clone.users };
  const userId = token.ok ? token.value.userId : undefined;
  if (userId === undefined) return untouched;
  const gap = accessGaps(source.users, clone.users, userId)[0];
  if (gap === undefined) return untouched;

  const wabaId = clone.waba.id;
  const done = await repairOnce(() =>
    attempt.deps.graph.assignUser(attempt.write, wabaId, { id: userId, tasks: gap.tasks }),
  );
  const users = await readUsers(attempt, wabaId, [gap.portfolio]);
  return {
    access: `Our system user ${userId} lacked ${gap.missing.join(', ')} and ${done ?? 'was assigned the tasks it has on the source'}.`,
    users: { ...clone.users, ...users },
  };
}

/** Where a user lacks tasks on the clone that it has on the source, among portfolios that both sides show. */
export function accessGaps(
  source: UsersByPortfolio,
  clone: UsersByPortfolio,
  userId: string,
): { portfolio: string; tasks: readonly string[]; missing: readonly string[] }[] {
  return Object.entries(source).flatMap(([portfolio, part]) => {
    const there = clone[portfolio];
    if (!part.ok || !there?.ok) return [];
    const tasks = part.value.find(({ id }) => id === userId)?.tasks ?? [];
    const has = there.value.find(({ id }) => id === userId)?.tasks ?? [];
    const missing = tasks.filter((task) => !has.includes(task));
    // Assigning replaces the tasks that are there, so those go along.
    return missing.length === 0 ? [] : [{ portfolio, tasks: [...new Set([...tasks, ...has])], missing }];
  });
}

/**
 * Sends a repair. Null when Meta took it; otherwise what went wrong, since the re-read decides, not the answer.
 * Throttling is thrown: the verification starts again later and sees by itself what is still to be done.
 */
async function repairOnce(send: () => Promise<void>): Promise<string | null> {
  try {
    await send();
    return null;
  } catch (error) {
    if (!isGraphError(error) || problemOf(error) === 'wait') throw error;
    return `could not be put right by us (${error.message})`;
  }
}
