/** How a credit operation shows itself: search attributes, memo, current details. Written only on a change. */
import { defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../../domain/ids';
import type { Publisher } from '../runs/publisher';
import { describeCreditRun } from './details';
import type { CreditFacts } from './facts';
import { needsOperator, waitingFor } from './waiting';

const keys = {
  business: defineSearchAttributeKey('BusinessId', SEARCH_ATTRIBUTES.BusinessId),
  waba: defineSearchAttributeKey('WabaId', SEARCH_ATTRIBUTES.WabaId),
  currency: defineSearchAttributeKey('TargetCurrency', SEARCH_ATTRIBUTES.TargetCurrency),
  phase: defineSearchAttributeKey('Phase', SEARCH_ATTRIBUTES.Phase),
  needsOperator: defineSearchAttributeKey('NeedsOperator', SEARCH_ATTRIBUTES.NeedsOperator),
};

/** Brings search attributes, memo and details up to the run's state. */
export function publish(run: CreditFacts, publisher: Publisher): void {
  const { wabaId, currency } = run.subject();
  const attributes = [
    { key: keys.business, value: run.businessId },
    { key: keys.waba, value: wabaId },
    { key: keys.currency, value: currency },
    { key: keys.phase, value: run.phase },
    { key: keys.needsOperator, value: needsOperator(run) },
  ];
  publisher.publish(attributes, { waitingFor: waitingFor(run) });
  showDetails(run);
}

/** Brings the current details up to date: no event, so whatever is noted shows at once. */
export function showDetails(run: CreditFacts): void {
  setCurrentDetails(describeCreditRun(run));
}
