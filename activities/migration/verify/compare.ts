/** Comparing two accounts thing by thing: pure, and the same whatever order Meta lists things in. */
import { MAX_SAMPLES } from '../../../domain/checks';
import type { Difference } from '../../../domain/state';

/** The same thing on both accounts. */
export interface Pair<T> {
  readonly key: string;
  readonly source: T;
  readonly clone: T;
}

/** A pair that is not the same in every aspect, with the aspects. */
export interface ChangedPair<T> extends Pair<T> {
  readonly aspects: readonly string[];
}

/** What differs between two accounts in one kind of thing. Every thing of the source is in exactly one list. */
export interface Comparison<T> {
  readonly matching: readonly Pair<T>[];
  readonly changed: readonly ChangedPair<T>[];
  /** Nothing differs that could be compared, but these aspects could not. */
  readonly uncompared: readonly ChangedPair<T>[];
  readonly missing: readonly { readonly key: string; readonly source: T }[];
  readonly extra: readonly { readonly key: string; readonly clone: T }[];
}

/** One aspect of a thing; null where it is not known, which is never equal and never different. */
export type Aspects<T> = Readonly<Record<string, (thing: T) => string | boolean | null>>;

/**
 * Compares two lists by key, and paired things by their aspects. Two things of one key are paired in the order of their
 * ids; one side having more of a key counts as missing or extra.
 */
export function compareThings<T extends { readonly id: string }>(
  source: readonly T[],
  clone: readonly T[],
  keyOf: (thing: T) => string,
  aspects: Aspects<T>,
): Comparison<T> {
  const result = {
    matching: [] as Pair<T>[],
    changed: [] as ChangedPair<T>[],
    uncompared: [] as ChangedPair<T>[],
    missing: [] as { key: string; source: T }[],
    extra: [] as { key: string; clone: T }[],
  };
  const sources = groupByKey(source, keyOf);
  const clones = groupByKey(clone, keyOf);
  for (const key of [...new Set([...sources.keys(), ...clones.keys()])].sort()) {
    const ofSource = sources.get(key) ?? [];
    const ofClone = clones.get(key) ?? [];
    for (let index = 0; index < Math.max(ofSource.length, ofClone.length); index += 1) {
      const left = ofSource[index];
      const right = ofClone[index];
      if (left !== undefined && right !== undefined) {
        const pair = { key, source: left, clone: right };
        const { different, unknown } = compareAspects(pair, aspects);
        if (different.length > 0) result.changed.push({ ...pair, aspects: different });
        else if (unknown.length > 0) result.uncompared.push({ ...pair, aspects: unknown });
        else result.matching.push(pair);
      } else if (left !== undefined) result.missing.push({ key, source: left });
      else if (right !== undefined) result.extra.push({ key, clone: right });
    }
  }
  return result;
}

/** All pairs, whether the same or not: the map from old ids to new ones. */
export function allPairs<T>({ matching, changed, uncompared }: Comparison<T>): readonly Pair<T>[] {
  return [...matching, ...changed, ...uncompared].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** A comparison as the report shows it: counts and at most ten samples, the missing first. */
export function differenceOf<T>(kind: Difference['kind'], comparison: Comparison<T>): Difference {
  return {
    kind,
    matching: comparison.matching.length + comparison.uncompared.length,
    missing: comparison.missing.length,
    extra: comparison.extra.length,
    changed: comparison.changed.length,
    samples: samplesOf(comparison),
  };
}

/** At most ten examples of what differs, as people read them. */
export function samplesOf<T>({ missing, changed, extra }: Comparison<T>): string[] {
  return [
    ...missing.map(({ key }) => `missing: ${key}`),
    ...changed.map(({ key, aspects }) => `${aspects.join(' and ')} differs: ${key}`),
    ...extra.map(({ key }) => `only on the clone: ${key}`),
  ].slice(0, MAX_SAMPLES);
}

function groupByKey<T extends { readonly id: string }>(things: readonly T[], keyOf: (thing: T) => string) {
  const groups = new Map<string, T[]>();
  for (const thing of [...things].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const key = keyOf(thing);
    const group = groups.get(key) ?? [];
    group.push(thing);
    groups.set(key, group);
  }
  return groups;
}

function compareAspects<T>(pair: Pair<T>, aspects: Aspects<T>): { different: string[]; unknown: string[] } {
  const different: string[] = [];
  const unknown: string[] = [];
  for (const [name, aspect] of Object.entries(aspects)) {
    const source = aspect(pair.source);
    const clone = aspect(pair.clone);
    if (source === null || clone === null) unknown.push(name);
    else if (source !== clone) different.push(name);
  }
  return { different, unknown };
}
