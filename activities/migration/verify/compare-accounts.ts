/** What is compared of each kind of thing, and by what it is recognised on the other account. */
import type {
  AssignedUser,
  Flow,
  PhoneNumber,
  SubscribedApp,
  Template,
  UsersByPortfolio,
  Waba,
} from '../../../domain/account';
import { templateKey } from '../../../domain/account';
import { compareThings, type Comparison } from './compare';
import { contentHash } from '../../account/template-content';

const upper = (text: string | undefined): string | null => text?.toUpperCase() ?? null;

/** Templates by (name, language): their ids change, and their quality does not carry over in any known copy path. */
export function compareTemplates(source: readonly Template[], clone: readonly Template[]): Comparison<Template> {
  return compareThings(source, clone, templateKey, {
    content: contentHash,
    category: (template) => upper(template.category),
    status: (template) => upper(template.status),
  });
}

/** Flows by name: a copied Flow may have a new id. */
export function compareFlows(source: readonly Flow[], clone: readonly Flow[]): Comparison<Flow> {
  return compareThings(source, clone, (flow) => flow.name, { status: (flow) => upper(flow.status) });
}

/** Subscribed apps by id, with where their webhooks go. */
export function compareApps(
  source: readonly SubscribedApp[],
  clone: readonly SubscribedApp[],
): Comparison<SubscribedApp> {
  return compareThings(source, clone, (app) => app.id, {
    // No override is a known place too: the app's own callback URL.
    'callback override': (app) => app.overrideCallbackUri ?? '',
  });
}

/** A user as seen from one portfolio. */
export interface PortfolioUser {
  readonly id: string;
  readonly portfolio: string;
  readonly tasks: readonly string[];
}

/** Users by portfolio and id, with the set of their tasks. Portfolios that one side could not show are left out. */
export function compareUsers(source: UsersByPortfolio, clone: UsersByPortfolio): Comparison<PortfolioUser> {
  const readableOnBoth = (portfolio: string) => source[portfolio]?.ok === true && clone[portfolio]?.ok === true;
  return compareThings(
    flatUsers(source, readableOnBoth),
    flatUsers(clone, readableOnBoth),
    ({ portfolio, id }) => `user ${id} of portfolio ${portfolio}`,
    { tasks: ({ tasks }) => taskSet(tasks) },
  );
}

/** The portfolios whose users cannot be compared, since one side could not show them. */
export function unreadablePortfolios(source: UsersByPortfolio, clone: UsersByPortfolio): string[] {
  return [...new Set([...Object.keys(source), ...Object.keys(clone)])]
    .filter((portfolio) => !(source[portfolio]?.ok && clone[portfolio]?.ok))
    .sort();
}

/** The numbers that were assessed against those there now, by digits. */
export function compareNumbers(
  before: readonly Pick<PhoneNumber, 'id' | 'digits'>[],
  now: readonly Pick<PhoneNumber, 'id' | 'digits'>[],
): Comparison<Pick<PhoneNumber, 'id' | 'digits'>> {
  return compareThings(before, now, (number) => number.digits, { id: (number) => number.id });
}

/** One setting of an account. */
export interface Setting {
  readonly id: string;
  readonly value: string;
}

/** Settings that Meta does not list as cloned, by Meta's name. Those that a side does not show are not compared. */
export function compareSettings(source: Waba, clone: Waba): { comparison: Comparison<Setting>; unshown: string[] } {
  const names = [...new Set([...Object.keys(source.settings), ...Object.keys(clone.settings)])];
  const shown = names.filter((name) => Object.hasOwn(source.settings, name) && Object.hasOwn(clone.settings, name));
  const settings = (waba: Waba): Setting[] => shown.map((id) => ({ id, value: String(waba.settings[id]) }));
  const comparison = compareThings(settings(source), settings(clone), ({ id }) => id, { value: ({ value }) => value });
  return { comparison, unshown: names.filter((name) => !shown.includes(name)).sort() };
}

/** A set of tasks as one text: their order says nothing. */
function taskSet(tasks: readonly string[]): string {
  return [...new Set(tasks.map((task) => task.toUpperCase()))].sort().join(',');
}

function flatUsers(users: UsersByPortfolio, include: (portfolio: string) => boolean): PortfolioUser[] {
  return Object.entries(users).flatMap(([portfolio, part]) =>
    part.ok && include(portfolio) ? part.value.map(({ id, tasks }: AssignedUser) => ({ id, portfolio, tasks })) : [],
  );
}
