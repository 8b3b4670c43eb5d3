/** How a run shows itself: search attributes, memo, current details in the Temporal Web UI. Written only on a change. */
import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../../domain/ids';
import type { Publisher } from '../runs/publisher';
import { describeRun } from './details';
import type { RunFacts } from './facts';
import { needsOperator, waitingFor } from './waiting';

const keys = {
  destination: defineSearchAttributeKey('DestinationWabaId', SEARCH_ATTRIBUTES.DestinationWabaId),
  migration: defineSearchAttributeKey('MigrationId', SEARCH_ATTRIBUTES.MigrationId),
  business: defineSearchAttributeKey('BusinessId', SEARCH_ATTRIBUTES.BusinessId),
  phase: defineSearchAttributeKey('Phase', SEARCH_ATTRIBUTES.Phase),
  needsOperator: defineSearchAttributeKey('NeedsOperator', SEARCH_ATTRIBUTES.NeedsOperator),
  orphans: defineSearchAttributeKey('OrphanWabaIds', SEARCH_ATTRIBUTES.OrphanWabaIds),
  waba: defineSearchAttributeKey('WabaId', SEARCH_ATTRIBUTES.WabaId),
  currency: defineSearchAttributeKey('TargetCurrency', SEARCH_ATTRIBUTES.TargetCurrency),
};

/** Brings search attributes, memo and details up to the run's state. */
export function publish(run: RunFacts, publisher: Publisher): void {
  const source = run.source && { name: run.source.name, sourceCurrency: run.source.currency };
  publisher.publish(wantedAttributes(run), { waitingFor: waitingFor(run), ...source });
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
