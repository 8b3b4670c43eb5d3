/** Checks of the verification that compare what an account has: templates, Flows, apps, users, settings. */
import type { AccountSnapshot, Readable, SubscribedApp } from '../../../domain/account';
import { makeCheck, type Check } from '../../../domain/checks';
import { counted } from '../../../domain/counted';
import type { Difference } from '../../../domain/state';
import { callbackText } from '../../account/callback-url';
import { differenceOf, samplesOf, type Comparison } from './compare';
import {
  compareApps,
  compareFlows,
  compareNumbers,
  compareSettings,
  compareTemplates,
  compareUsers,
  unreadablePortfolios,
} from './compare-accounts';
import { bothReadable } from '../../account/parts';
import { accessGaps, type OwnIdentity, type Repaired } from './repairs';
import { incomplete, partOf, type Sides } from './identity';

/** The checks and differences of what both accounts have. */
export interface AssetReport {
  readonly checks: readonly Check[];
  readonly differences: readonly Difference[];
}

/** Compares everything that both accounts have; `repairs` tells what was put right before. */
export function compareAssets(
  sides: Sides,
  own: OwnIdentity,
  repairs: Pick<Repaired, 'subscription' | 'override' | 'access'>,
): AssetReport {
  const reports = [
    templateReport(sides),
    flowReport(sides),
    appReport(sides, own, repairs),
    userReport(sides, own, repairs),
    settingsReport(sides),
  ];
  return {
    checks: reports.flatMap(({ checks }) => checks),
    differences: reports.flatMap(({ differences }) => differences),
  };
}

/** The numbers that were assessed against those that the source has now. */
export function numbersDifference(
  assessed: readonly { id: string; digits: string }[],
  source: Readable<AccountSnapshot>,
): Difference[] {
  const now = partOf(source, ({ numbers }) => numbers);
  return now.ok ? [differenceOf('numbers', compareNumbers(assessed, now.value))] : [];
}

/** The counts that a check shows of a comparison. */
function countsOf<T>({ matching, changed, uncompared, missing, extra }: Comparison<T>): Record<string, number> {
  const paired = matching.length + changed.length + uncompared.length;
  return {
    source: paired + missing.length,
    clone: paired + extra.length,
    missing: missing.length,
    extra: extra.length,
    changed: changed.length,
  };
}

const both = <T>({ source, clone }: Sides, pick: (of: AccountSnapshot) => Readable<T>) =>
  bothReadable(partOf(source, pick), partOf(clone, pick));

function templateReport(sides: Sides): AssetReport {
  const lists = both(sides, ({ templates }) => templates);
  if (!lists.ok) {
    const checks = (['templates', 'template-content'] as const).map((name) => incomplete(name, 'Templates', lists.why));
    return { checks, differences: [] };
  }
  const comparison = compareTemplates(...lists.value);
  const { missing, changed, uncompared } = comparison;
  const counts = countsOf(comparison);
  const samples = samplesOf(comparison);
  const present =
    missing.length === 0
      ? makeCheck('templates', 'match', `All ${counts['source']} templates are on the clone.`, { counts })
      : makeCheck(
          'templates',
          'mismatch',
          `${missing.length} of ${counts['source']} templates are missing on the clone. Meta does not clone outdated ` +
            'formats: make them anew on the clone and verify again, or waive this check.',
          { counts, samples: missing.map(({ key }) => key) },
        );
  const shared = { counts: { ...counts, uncompared: uncompared.length } };
  const content =
    changed.length > 0
      ? makeCheck(
          'template-content',
          'mismatch',
          `${counted(changed.length, 'template')} ${changed.length === 1 ? 'differs' : 'differ'} on the clone.`,
          {
            ...shared,
            samples: changed.map(({ key, aspects }) => `${key}: ${aspects.join(', ')}`),
          },
        )
      : uncompared.length > 0
        ? makeCheck(
            'template-content',
            'incomplete',
            `${counted(uncompared.length, 'template')} could not be compared in full.`,
            {
              ...shared,
              samples: uncompared.map(({ key, aspects }) => `${key}: ${aspects.join(', ')} not shown`),
            },
          )
        : makeCheck('template-content', 'match', 'Content, category and status are the same.', shared);
  return { checks: [present, content], differences: [{ ...differenceOf('templates', comparison), samples }] };
}

function flowReport(sides: Sides): AssetReport {
  const lists = both(sides, ({ flows }) => flows);
  if (!lists.ok) return { checks: [incomplete('flows', 'Flows', lists.why)], differences: [] };
  const comparison = compareFlows(...lists.value);
  const counts = countsOf(comparison);
  // A template whose Flow is not published cannot be sent (error 132068), so that counts as not being there.
  const unpublished = comparison.changed.filter(({ source }) => source.status?.toUpperCase() === 'PUBLISHED');
  const lost = [...comparison.missing.map(({ key }) => key), ...unpublished.map(({ key }) => `${key}: not published`)];
  const check =
    lost.length === 0
      ? makeCheck('flows', 'match', `All ${counts['source']} Flows are on the clone.`, { counts })
      : makeCheck(
          'flows',
          'mismatch',
          `${comparison.missing.length} of ${counts['source']} Flows are missing on the clone and ${unpublished.length} ` +
            'are not published there. Make or publish them and verify again, or waive this check.',
          { counts, samples: lost },
        );
  return { checks: [check], differences: [differenceOf('flows', comparison)] };
}

function appReport(
  sides: Sides,
  { appId }: OwnIdentity,
  repairs: Pick<Repaired, 'subscription' | 'override'>,
): AssetReport {
  const cloneApps = partOf(sides.clone, ({ apps }) => apps);
  const withNote = (text: string, note: string | null) => (note === null ? text : `${note} ${text}`);
  const subscription = (() => {
    if (appId === undefined) {
      return makeCheck('app-subscription', 'incomplete', 'Which app is ours could not be told; set META_APP_ID.');
    }
    if (!cloneApps.ok) return incomplete('app-subscription', 'The apps of the clone', cloneApps.why);
    const there = cloneApps.value.some(({ id }) => id === appId);
    const text = there
      ? `Our app ${appId} is subscribed to the clone.`
      : `Our app ${appId} is not subscribed to the clone, so its webhooks would be lost. Subscribe it and verify again.`;
    return makeCheck('app-subscription', there ? 'match' : 'mismatch', withNote(text, repairs.subscription));
  })();

  const lists = both(sides, ({ apps }) => apps);
  if (!lists.ok) {
    return { checks: [subscription, incomplete('callback-override', 'Subscribed apps', lists.why)], differences: [] };
  }
  const comparison = compareApps(...lists.value);
  // Our own app without an override is the other check's; every other app can only be subscribed by its own token.
  const lost = comparison.missing.filter(
    ({ source }) => source.id !== appId || source.overrideCallbackUri !== undefined,
  );
  const astray = [
    ...lost.map(({ key }) => `app ${key}: not subscribed`),
    ...comparison.changed.map(
      ({ key, source, clone }) => `app ${key}: ${destinationOf(source)} became ${destinationOf(clone)}`,
    ),
  ];
  const text =
    astray.length === 0
      ? "The clone's webhooks go where the source's go."
      : `Webhooks of ${astray.length} apps would go elsewhere or nowhere. Set what is missing and verify again.`;
  const override = makeCheck(
    'callback-override',
    astray.length === 0 ? 'match' : 'mismatch',
    withNote(text, repairs.override),
    { counts: countsOf(comparison), samples: astray },
  );
  return { checks: [subscription, override], differences: [differenceOf('apps', comparison)] };
}

/** Where an app's webhooks go, without what may be secret of it. */
function destinationOf({ overrideCallbackUri: uri }: SubscribedApp): string {
  return uri === undefined ? 'its own URL' : callbackText(uri);
}

function userReport({ source, clone }: Sides, { token }: OwnIdentity, repairs: Pick<Repaired, 'access'>): AssetReport {
  if (!source.ok || !clone.ok) {
    const why = [source, clone].flatMap((side) => (side.ok ? [] : [side.why])).join('; ');
    const checks = (['own-access', 'users'] as const).map((name) => incomplete(name, 'Users', why));
    return { checks, differences: [] };
  }
  const sides = [source.value.users, clone.value.users] as const;
  const comparison = compareUsers(...sides);
  const unread = unreadablePortfolios(...sides);
  const known = Object.keys(sides[0]).length > 0;
  const notRead = known ? `portfolios ${unread.join(', ')} could not be read` : 'no portfolio is known';

  const wrong = comparison.missing.length + comparison.changed.length;
  const found = { counts: { ...countsOf(comparison), unreadable: unread.length }, samples: samplesOf(comparison) };
  const users =
    wrong > 0
      ? makeCheck('users', 'mismatch', `${wrong} users have no or other tasks on the clone.`, found)
      : unread.length > 0 || !known
        ? makeCheck('users', 'incomplete', `Users were not compared in full: ${notRead}.`, found)
        : makeCheck('users', 'match', 'Everybody has the same tasks on the clone.', found);
  return { checks: [ownAccess(), users], differences: [differenceOf('users', comparison)] };

  function ownAccess(): Check {
    const userId = token.ok ? token.value.userId : undefined;
    if (userId === undefined) {
      return incomplete('own-access', 'Our system user', token.ok ? 'the token names none' : token.why);
    }
    const note = repairs.access === null ? '' : `${repairs.access} `;
    const gaps = accessGaps(...sides, userId);
    if (gaps.length > 0) {
      const samples = gaps.map(({ portfolio, missing }) => `portfolio ${portfolio}: ${missing.join(', ')}`);
      const text = `${note}Our system user ${userId} has fewer tasks on the clone. Assign them in Business Settings.`;
      return makeCheck('own-access', 'mismatch', text, { samples });
    }
    if (unread.length > 0 || !known) return makeCheck('own-access', 'incomplete', `${note}Our tasks: ${notRead}.`);
    return makeCheck('own-access', 'match', `${note}Our system user ${userId} has the same tasks on the clone.`);
  }
}

function settingsReport({ source, clone }: Sides): AssetReport {
  if (!source.ok || !clone.ok) {
    const why = [source, clone].flatMap((side) => (side.ok ? [] : [side.why])).join('; ');
    return { checks: [incomplete('settings', 'Settings', why)], differences: [] };
  }
  const { comparison, unshown } = compareSettings(source.value.waba, clone.value.waba);
  const { changed, matching } = comparison;
  const counts = { matching: matching.length, changed: changed.length, unshown: unshown.length };
  const samples = changed.map((pair) => `${pair.key}: ${pair.source.value} became ${pair.clone.value}`);
  const check =
    changed.length > 0
      ? makeCheck('settings', 'mismatch', 'Meta does not clone these settings; set them on the clone.', {
          counts,
          samples,
        })
      : unshown.length > 0 || matching.length === 0
        ? makeCheck('settings', 'incomplete', 'Settings that Meta does not clone could not be compared in full.', {
            counts,
            samples: unshown.map((name) => `${name}: not shown on both sides`),
          })
        : makeCheck('settings', 'match', 'Settings that Meta does not clone are the same.', { counts });
  return { checks: [check], differences: [differenceOf('settings', comparison)] };
}
