/** How a run shows itself: search attributes, memo, current details in the Temporal Web UI. Written only on a change. */
import { defineSearchAttributeKey, type SearchAttributePair, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../../domain/ids';
import { describeRun } from './details';
import type { RunFacts } from './facts';
import { needsOperator, waitingFor } from './waiting';

const keys = {
  destination: defineSearchAttributeKey('DestinationWabaId', SEARCH_ATTRIBUTES.DestinationWabaId),
  migration: defineSearchAttributeKey('MigrationId', SEARCH_ATTRIBUTES.MigrationId),
  business: defineSearchAttributeKey('BusinessId', SEARCH_ATTRIBUTES.BusinessId),
  phase: defineSearchAttributeKey('Phase', SEARCH_ATTRIBUTES.Phase),
  needsOperator: defineSearchAttributeKey('NeedsOperator', SEARCH_ATTRIBUTES.NeedsOperator),
  phaseChangedAt: defineSearchAttributeKey('PhaseChangedAt', SEARCH_ATTRIBUTES.PhaseChangedAt),
  orphans: defineSearchAttributeKey('OrphanWabaIds', SEARCH_ATTRIBUTES.OrphanWabaIds),
  waba: defineSearchAttributeKey('WabaId', SEARCH_ATTRIBUTES.WabaId),
  currency: defineSearchAttributeKey('TargetCurrency', SEARCH_ATTRIBUTES.TargetCurrency),
};

/** What was published last of each run; a run lives in one isolate, so a weak map is its memory. */
const published = new WeakMap<RunFacts, { attributes: Map<string, string>; waitingFor: string; named: boolean }>();

/** Adds what a start without our client left out. */
export function publishFirst(run: RunFacts): void {
  const given = new Map(
    workflowInfo()
      .typedSearchAttributes.getAll()
      .map((pair) => [pair.key.name, asText(pair)]),
  );
  published.set(run, { attributes: given, waitingFor: 'null', named: false });
  publish(run);
}

/** Brings search attributes, memo and details up to the run's state; one event each, and none where nothing changed. */
export function publish(run: RunFacts): void {
  const last = published.get(run);
  if (!last) return;

  const pairs = wantedAttributes(run).filter((pair) => (last.attributes.get(pair.key.name) ?? 'null') !== asText(pair));
  if (pairs.some((pair) => pair.key.name === 'Phase')) pairs.push({ key: keys.phaseChangedAt, value: new Date() });
  if (pairs.length > 0) {
    upsertSearchAttributes(pairs);
    for (const pair of pairs) last.attributes.set(pair.key.name, asText(pair));
  }

  const memo: Record<string, unknown> = {};
  const wait = waitingFor(run);
  const waitText = JSON.stringify(wait);
  if (waitText !== last.waitingFor) {
    memo.waitingFor = wait;
    last.waitingFor = waitText;
  }
  if (run.source && !last.named) {
    memo.name = run.source.name;
    memo.sourceCurrency = run.source.currency;
    last.named = true;
  }
  if (Object.keys(memo).length > 0) upsertMemo(memo);

  showDetails(run);
}

/** Brings the current details up to date: no event, so whatever is noted shows at once. */
export function showDetails(run: RunFacts): void {
  setCurrentDetails(describeRun(run));
}

function wantedAttributes(run: RunFacts): SearchAttributeUpdatePair[] {
  const orphans = run.orphans.flatMap((orphan) => (orphan.wabaId === null ? [] : [orphan.wabaId]));
  return [
    { key: keys.waba, value: run.input.wabaId },
    { key: keys.currency, value: run.input.targetCurrency },
    { key: keys.phase, value: run.phase },
    { key: keys.needsOperator, value: needsOperator(run) },
    { key: keys.migration, value: run.migrationId },
    { key: keys.destination, value: run.destinationWabaId },
    { key: keys.business, value: run.source?.ownerBusinessId ?? run.input.businessId ?? null },
    { key: keys.orphans, value: orphans.length > 0 ? orphans : null },
  ];
}

const asText = (pair: SearchAttributeUpdatePair | SearchAttributePair): string => JSON.stringify(pair.value);
