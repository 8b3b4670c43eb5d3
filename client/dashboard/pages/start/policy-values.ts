/**
 * The pace and the limits of a run, as the start form holds them: a field that is left empty, or says what holds anyway, is
 * not sent. Names are those of the API; defaults and bounds are those of `domain/input.ts`, which a test compares.
 */
import type { StartBody } from '../../server/shapes';
import { faultOfCount, faultOfSpan, type Faults } from '../../words/faults';

type Policy = NonNullable<StartBody['policy']>;
/** A setting that is typed. */
export type PolicyName = Exclude<keyof Policy, 'secondPerson'>;

/** A setting in words. */
export interface PolicyWords {
  readonly label: string;
  readonly does: string;
  /** What holds where nothing is typed. */
  readonly byDefault: string;
  /** The most calls of a setting that counts them; absent for a length of time. */
  readonly maxCalls?: number;
}

/** Every setting that is typed, in the order in which a run comes to it. */
export const POLICY: Readonly<Record<PolicyName, PolicyWords>> = {
  maxInitiations: {
    label: 'Tries to make a clone',
    does: 'Meta is asked again where it fails; each try that failed leaves a clone behind.',
    byDefault: '2',
    maxCalls: 10,
  },
  migrationDeadline: {
    label: 'Time for Meta',
    does: 'To make the clone, and once more to move the numbers. After it a person is asked.',
    byDefault: '14d',
  },
  fundingGrace: {
    label: 'Time until the clone is funded',
    does: 'Meta may fund it by itself. After it the line of credit is shared, where one was chosen.',
    byDefault: '10m',
  },
  approvalDeadline: {
    label: 'Time for an approval',
    does: 'After it a person is asked to have both compared anew. Nothing moves.',
    byDefault: '7d',
  },
  recheckEvery: {
    label: 'Look for changes every',
    does: 'While an approval is waited for. A change voids what was compared.',
    byDefault: '1h',
  },
  maxResumes: {
    label: 'Tries to move the numbers',
    does: 'Meta is told again where it fails to move them.',
    byDefault: '5',
    maxCalls: 20,
  },
  resumeBackoff: {
    label: 'Pause before the second try',
    does: 'To move the numbers. Each further pause is twice as long, up to an hour.',
    byDefault: '1m',
  },
  settleAfterResume: {
    label: 'Time until a move shows',
    does: 'Where Meta’s answer was lost. After it a person is asked.',
    byDefault: '15m',
  },
};

/** The names, in that order. */
export const POLICY_NAMES = Object.keys(POLICY) as PolicyName[];

/** What the form holds of it; its fields are named as the API names them when it refuses one. */
export type PolicyValues = { readonly [N in PolicyName as `policy.${N}`]: string } & {
  readonly 'policy.secondPerson': boolean;
};

const each = <T>(make: (name: PolicyName) => T): { [N in PolicyName as `policy.${N}`]: T } =>
  Object.fromEntries(POLICY_NAMES.map((name) => [`policy.${name}`, make(name)])) as {
    [N in PolicyName as `policy.${N}`]: T;
  };

/** Nothing changed. */
export const policyValues: PolicyValues = { ...each(() => ''), 'policy.secondPerson': false };

/** What is wrong with it. */
export const checkPolicy = (values: PolicyValues): Faults<PolicyValues> =>
  each((name) => {
    const { maxCalls } = POLICY[name];
    const text = values[`policy.${name}`];
    return maxCalls === undefined ? faultOfSpan(text) : faultOfCount(text, maxCalls);
  });

/** What was changed, of a form without faults; undefined where nothing was. */
export function policyBody(values: PolicyValues): Policy | undefined {
  const changed = POLICY_NAMES.flatMap((name) => {
    const text = values[`policy.${name}`].trim();
    const { byDefault, maxCalls } = POLICY[name];
    const value = text === '' || maxCalls === undefined ? text : Number(text);
    return text === '' || String(value) === byDefault ? [] : [[name, value] as const];
  });
  const policy = {
    ...(Object.fromEntries(changed) as Policy),
    ...(values['policy.secondPerson'] && { secondPerson: true }),
  };
  return Object.keys(policy).length === 0 ? undefined : policy;
}
