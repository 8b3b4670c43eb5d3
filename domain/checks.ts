/**
 * Every check that a migration makes, as one table: when, what a mismatch and an unreadable answer mean, and whether a
 * person may waive it. Nothing waives the clone's identity and currency, the set of numbers or Coexistence.
 */

/** How a check ended: both sides agree, they do not, or it could not be made. */
export const CHECK_RESULTS = ['match', 'mismatch', 'incomplete'] as const;
/** How a check ended. */
export type CheckResult = (typeof CHECK_RESULTS)[number];

/** What a check means for the run. */
export const VERDICTS = ['pass', 'warn', 'block'] as const;
/** What a check means for the run. */
export type Verdict = (typeof VERDICTS)[number];

/** When checks are made. */
export const CHECK_STAGES = ['assess', 'verify', 'confirm'] as const;
/** When a check is made. */
export type CheckStage = (typeof CHECK_STAGES)[number];

/** The meaning of one check. */
export interface CheckRule {
  readonly stage: CheckStage;
  /** What the check asserts, as a sentence that is true when it matches. */
  readonly title: string;
  readonly onMismatch: Verdict;
  readonly onIncomplete: Verdict;
  /** Whether a person may set a block of this check aside. */
  readonly waivable: boolean;
}

const rule = (
  stage: CheckStage,
  onMismatch: Verdict,
  onIncomplete: Verdict,
  waivable: boolean,
  title: string,
): CheckRule => ({ stage, title, onMismatch, onIncomplete, waivable });

/** All checks by name. The names are part of the public contract (`waive --check`). */
export const CHECKS = {
  // assess: may this account be migrated at all?
  'has-numbers': rule('assess', 'block', 'block', false, 'The source has at least one phone number.'),
  'not-a-clone': rule('assess', 'block', 'block', false, 'The source is not the clone of another migration.'),
  'earlier-clones': rule(
    'assess',
    'block',
    'block',
    false,
    'Every clone that earlier runs left behind is accepted by this start.',
  ),
  'currency-changes': rule('assess', 'block', 'block', false, 'The target currency differs from the current one.'),
  coexistence: rule(
    'assess',
    'block',
    'block',
    false,
    'No number is shared with the WhatsApp Business app (Coexistence).',
  ),
  'credit-line-named': rule(
    'assess',
    'block',
    'warn',
    false,
    'An account billed to our line of credit names the line of the clone.',
  ),
  'credit-line-ours': rule('assess', 'block', 'warn', true, 'The line of credit named is one of ours and not revoked.'),
  owner: rule('assess', 'block', 'warn', false, 'The account belongs to the business that the start names.'),
  'source-funding': rule('assess', 'warn', 'warn', true, 'Somebody pays for the source.'),
  'account-approved': rule('assess', 'warn', 'warn', true, 'Meta has reviewed and approved the account.'),
  'numbers-under-review': rule(
    'assess',
    'warn',
    'warn',
    true,
    'No number looks as if it were in manual review (such a number stays behind).',
  ),
  'templates-approved': rule('assess', 'warn', 'warn', true, 'Every template is approved.'),
  'legal-deadline': rule(
    'assess',
    'warn',
    'warn',
    true,
    "The target currency is the one that Meta's deadlines for India and Brazil ask for.",
  ),
  'known-currency': rule(
    'assess',
    'warn',
    'warn',
    true,
    'The target currency has a rate card that this program knows.',
  ),
  'not-cloned': rule('assess', 'warn', 'warn', true, 'The source has nothing that Meta is not known to clone.'),
  'token-access': rule('assess', 'warn', 'warn', true, "The token's scopes cover a migration."),

  // verify: is the clone what the numbers may move to?
  'clone-identity': rule('verify', 'block', 'block', false, 'The clone is another account of the same owner.'),
  'clone-currency': rule('verify', 'block', 'block', false, 'The clone is billed in the target currency.'),
  'migration-status': rule('verify', 'block', 'block', false, 'Meta says READY_TO_COMPLETE.'),
  'number-set': rule('verify', 'block', 'block', false, 'All numbers are on the source and none is on the clone.'),
  'numbers-changed': rule('verify', 'warn', 'warn', true, 'The source has the numbers that were assessed.'),
  'clone-funding': rule('verify', 'block', 'warn', true, 'Somebody pays for the clone.'),
  templates: rule('verify', 'block', 'block', true, 'Every template of the source is on the clone.'),
  'template-content': rule('verify', 'warn', 'warn', true, 'Templates have the same content, category and status.'),
  flows: rule('verify', 'block', 'block', true, 'Every Flow of the source is on the clone.'),
  'app-subscription': rule('verify', 'block', 'block', true, 'Our app is subscribed to the clone.'),
  'callback-override': rule('verify', 'block', 'block', true, "The clone's webhooks go where the source's go."),
  'own-access': rule('verify', 'block', 'warn', true, 'Our system user has the same tasks on the clone.'),
  users: rule('verify', 'warn', 'warn', true, 'Everybody who had access has the same tasks on the clone.'),
  settings: rule('verify', 'warn', 'warn', true, 'Settings that Meta does not clone are the same.'),
  // Made only by workers that are given a hook to ask.
  'routing-ready': rule('verify', 'block', 'block', true, "The partner's own systems are ready for the clone."),

  // confirm: can every number that could send before send now?
  'numbers-moved': rule('confirm', 'block', 'block', false, 'Every approved number is on the clone.'),
  'numbers-connected': rule('confirm', 'block', 'block', false, 'Every number that was connected is connected.'),
  'source-empty': rule('confirm', 'block', 'block', false, 'No number is left on the source.'),
  'number-ids': rule('confirm', 'warn', 'warn', true, 'Every number kept its id.'),
  'templates-since': rule(
    'confirm',
    'warn',
    'warn',
    true,
    'No template was made on the source since the verification.',
  ),
  'funding-after': rule('confirm', 'block', 'warn', false, 'Somebody pays for the clone after the move.'),
  'test-message': rule('confirm', 'warn', 'warn', true, 'Meta accepted the test message.'),
} as const satisfies Record<string, CheckRule>;

/** The name of a check. */
export type CheckName = keyof typeof CHECKS;

/** All names, in the order of the table. */
export const CHECK_NAMES = Object.keys(CHECKS) as [CheckName, ...CheckName[]];

/** How many samples a check carries at most. */
export const MAX_SAMPLES = 10;

/** A check that was made. */
export interface Check {
  readonly name: CheckName;
  readonly stage: CheckStage;
  readonly result: CheckResult;
  readonly verdict: Verdict;
  readonly waivable: boolean;
  readonly waived: boolean;
  /** What was counted, as in `{source: 12, clone: 11, missing: 1}`. */
  readonly counts: Readonly<Record<string, number>>;
  /** At most {@link MAX_SAMPLES} examples, as people read them; never message text. */
  readonly samples: readonly string[];
  /** What was found and what to do about it. */
  readonly text: string;
}

/** Makes a check from the table: its verdict follows from the result. */
export function makeCheck(
  name: CheckName,
  result: CheckResult,
  text: string,
  found: { counts?: Readonly<Record<string, number>>; samples?: readonly string[] } = {},
): Check {
  const { stage, onMismatch, onIncomplete, waivable }: CheckRule = CHECKS[name];
  const verdict = result === 'match' ? 'pass' : result === 'mismatch' ? onMismatch : onIncomplete;
  const samples = (found.samples ?? []).slice(0, MAX_SAMPLES);
  return { name, stage, result, verdict, waivable, waived: false, counts: found.counts ?? {}, samples, text };
}

/** The worst verdict of checks; a waived check does not count. */
export function overallVerdict(checks: readonly Check[]): Verdict {
  const counted = checks.filter((check) => !check.waived).map((check) => check.verdict);
  return counted.includes('block') ? 'block' : counted.includes('warn') ? 'warn' : 'pass';
}

/** The checks that hold a run up: blocks that nobody waived. */
export function openBlocks(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.verdict === 'block' && !check.waived);
}

/**
 * Whether `approval: auto` may pass: no block, no mismatch and nothing incomplete that is not waived.
 */
export function isAutoApprovable(checks: readonly Check[]): boolean {
  return checks.every((check) => check.waived || check.result === 'match');
}
