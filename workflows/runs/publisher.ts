/** What a run shows of itself in lists: search attributes and memo, written only on a change. */
import { defineSearchAttributeKey, type SearchAttributePair, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES, type MEMO_KEYS } from '../../domain/ids';

const PHASE_CHANGED_AT = defineSearchAttributeKey('PhaseChangedAt', SEARCH_ATTRIBUTES.PhaseChangedAt);

/** Remembers what was published of one run, beginning with what its start gave. */
export class Publisher {
  private readonly attributes: Map<string, string>;
  private readonly memo = new Map<string, string>();

  constructor() {
    const given = workflowInfo().typedSearchAttributes.getAll();
    this.attributes = new Map(given.map((pair) => [pair.key.name, asText(pair)]));
  }

  /**
   * Brings search attributes and memo up to what they are to be: one event each, and none where nothing changed. A
   * change of `Phase` carries `PhaseChangedAt`.
   */
  publish(
    attributes: readonly SearchAttributeUpdatePair[],
    memo: { readonly [K in (typeof MEMO_KEYS)[number]]?: unknown },
  ): void {
    const pairs = attributes.filter((pair) => (this.attributes.get(pair.key.name) ?? 'null') !== asText(pair));
    for (const pair of pairs) this.attributes.set(pair.key.name, asText(pair));
    if (pairs.some((pair) => pair.key.name === 'Phase')) pairs.push({ key: PHASE_CHANGED_AT, value: new Date() });
    if (pairs.length > 0) upsertSearchAttributes(pairs);

    const changed = Object.entries(memo).filter(
      ([key, value]) => (this.memo.get(key) ?? 'null') !== JSON.stringify(value),
    );
    for (const [key, value] of changed) this.memo.set(key, JSON.stringify(value));
    if (changed.length > 0) upsertMemo(Object.fromEntries(changed));
  }
}

const asText = (pair: SearchAttributeUpdatePair | SearchAttributePair): string => JSON.stringify(pair.value);
