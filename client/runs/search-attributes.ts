/** Reads and writes the search attributes that a client needs, typed. */
import { defineSearchAttributeKey, type SearchAttributePair, type TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../domain/ids';

const WABA_ID = defineSearchAttributeKey('WabaId', SEARCH_ATTRIBUTES.WabaId);
const DESTINATION_WABA_ID = defineSearchAttributeKey('DestinationWabaId', SEARCH_ATTRIBUTES.DestinationWabaId);
const MIGRATION_ID = defineSearchAttributeKey('MigrationId', SEARCH_ATTRIBUTES.MigrationId);
const BUSINESS_ID = defineSearchAttributeKey('BusinessId', SEARCH_ATTRIBUTES.BusinessId);
const TARGET_CURRENCY = defineSearchAttributeKey('TargetCurrency', SEARCH_ATTRIBUTES.TargetCurrency);
const PHASE = defineSearchAttributeKey('Phase', SEARCH_ATTRIBUTES.Phase);
const NEEDS_OPERATOR = defineSearchAttributeKey('NeedsOperator', SEARCH_ATTRIBUTES.NeedsOperator);
const PHASE_CHANGED_AT = defineSearchAttributeKey('PhaseChangedAt', SEARCH_ATTRIBUTES.PhaseChangedAt);
/** The server's own: set after some workflow tasks failed in a row, gone with the next one that does not. */
const REPORTED_PROBLEMS = defineSearchAttributeKey('TemporalReportedProblems', 'KEYWORD_LIST');
const ORPHAN_WABA_IDS = defineSearchAttributeKey('OrphanWabaIds', SEARCH_ATTRIBUTES.OrphanWabaIds);

/** What a run is about, and the phase that it starts in. */
export interface FoundBy {
  readonly phase: string;
  readonly wabaId?: string | undefined;
  readonly targetCurrency?: string | undefined;
  readonly businessId?: string | undefined;
}

/** The search attributes with which a run starts, so that it is found before its first task. */
export function attributesAtStart({ phase, ...ids }: FoundBy, now: Date): SearchAttributePair[] {
  return [
    ...(ids.wabaId === undefined ? [] : [{ key: WABA_ID, value: ids.wabaId }]),
    ...(ids.targetCurrency === undefined ? [] : [{ key: TARGET_CURRENCY, value: ids.targetCurrency }]),
    ...(ids.businessId === undefined ? [] : [{ key: BUSINESS_ID, value: ids.businessId }]),
    { key: PHASE, value: phase },
    { key: NEEDS_OPERATOR, value: false },
    { key: PHASE_CHANGED_AT, value: now },
  ];
}

/** What the search attributes of a run say; null where one is absent. */
export interface RunAttributes {
  readonly wabaId: string | null;
  readonly destinationWabaId: string | null;
  readonly migrationId: string | null;
  readonly businessId: string | null;
  readonly targetCurrency: string | null;
  /** As the run wrote it: each kind of run has phases of its own. */
  readonly phase: string | null;
  readonly needsOperator: boolean;
  readonly phaseChangedAt: string | null;
  readonly orphanWabaIds: readonly string[];
  /** Whether the run's own code fails again and again, so that it cannot go on until somebody mends the workers. */
  readonly isTaskFailing: boolean;
}

/** Reads the search attributes of a run. */
export function readAttributes(attributes: TypedSearchAttributes): RunAttributes {
  return {
    wabaId: attributes.get(WABA_ID) ?? null,
    destinationWabaId: attributes.get(DESTINATION_WABA_ID) ?? null,
    migrationId: attributes.get(MIGRATION_ID) ?? null,
    businessId: attributes.get(BUSINESS_ID) ?? null,
    targetCurrency: attributes.get(TARGET_CURRENCY) ?? null,
    phase: attributes.get(PHASE) ?? null,
    needsOperator: attributes.get(NEEDS_OPERATOR) ?? false,
    phaseChangedAt: attributes.get(PHASE_CHANGED_AT)?.toISOString() ?? null,
    orphanWabaIds: attributes.get(ORPHAN_WABA_IDS) ?? [],
    isTaskFailing: (attributes.get(REPORTED_PROBLEMS) ?? []).length > 0,
  };
}
