import { randomInt } from 'node:crypto';

import type { FaultRule, RandomFaults, StoredFaults } from './fault-rules';
import { faultRuleSchema } from './fault-rules';
import type { z } from 'zod';

/** What a rule looks at. */
export interface FaultSubject {
  method: string;
  path: string;
  wabaIds: readonly string[];
  lineId: string | null;
  businessId: string | null;
  effect: string | null;
}

/** The rules in force and the random mode. */
export interface FaultBook {
  add(rule: z.input<typeof faultRuleSchema>): FaultRule;
  list(): { rule: FaultRule; seen: number }[];
  /** Removes one rule, or all of them; says how many. */
  remove(id?: string): number;
  /** Switches the random mode on, or off with null; answers with the seed that it uses. */
  randomize(random: (Omit<RandomFaults, 'seed'> & { seed?: number | undefined }) | null): RandomFaults | null;
  random(): RandomFaults | null;
  /** The fault for this call, used up by asking. The first rule that matches wins. */
  take(subject: FaultSubject): FaultRule | null;
  stored(): StoredFaults;
}

/** A step of mulberry32: a small generator whose whole state is one number, so that it can be saved. */
function nextRandom(state: number): { state: number; value: number } {
  const next = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), 1 | next);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return { state: next, value: ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296 };
}

function matches(rule: FaultRule, subject: FaultSubject): boolean {
  return (
    (rule.method === undefined || rule.method === subject.method) &&
    (rule.path === undefined || new RegExp(rule.path).test(subject.path)) &&
    (rule.wabaId === undefined || subject.wabaIds.includes(rule.wabaId)) &&
    (rule.lineId === undefined || rule.lineId === subject.lineId) &&
    (rule.businessId === undefined || rule.businessId === subject.businessId) &&
    (rule.effect === undefined || rule.effect === subject.effect)
  );
}

/** Makes the book, with the rules of an earlier process. */
export function createFaultBook(earlier?: StoredFaults): FaultBook {
  const book: StoredFaults = earlier ?? { nextId: 1, rules: [], random: null, randomState: 0 };

  const draw = (): number => {
    const { state, value } = nextRandom(book.randomState);
    book.randomState = state;
    return value;
  };

  const takeRandom = (subject: FaultSubject): FaultRule | null => {
    const { random } = book;
    if (!random || (random.methods && !random.methods.some((method) => method === subject.method))) return null;
    if (draw() >= random.probability) return null;
    const fault = random.faults[Math.floor(draw() * random.faults.length)];
    return fault ? { ...faultRuleSchema.parse({ fault }), id: 'random' } : null;
  };

  return {
    add(input) {
      const parsed = faultRuleSchema.parse(input);
      const rule = { ...parsed, id: parsed.id ?? `fault-${book.nextId++}` };
      book.rules = book.rules.filter((other) => other.rule.id !== rule.id);
      book.rules.push({ rule, seen: 0 });
      return rule;
    },
    list: () => book.rules,
    remove(id) {
      const before = book.rules.length;
      book.rules = id === undefined ? [] : book.rules.filter(({ rule }) => rule.id !== id);
      return before - book.rules.length;
    },
    randomize(random) {
      book.random = random && { ...random, seed: random.seed ?? randomInt(2 ** 31) };
      book.randomState = book.random?.seed ?? 0;
      return book.random;
    },
    random: () => book.random,
    take(subject) {
      for (const entry of book.rules) {
        if (!matches(entry.rule, subject)) continue;
        entry.seen++;
        if (entry.seen <= entry.rule.skip) continue;
        if (entry.rule.times > 0 && entry.seen >= entry.rule.skip + entry.rule.times) {
          book.rules = book.rules.filter((other) => other !== entry);
        }
        return entry.rule;
      }
      return takeRandom(subject);
    },
    stored: () => book,
  };
}
