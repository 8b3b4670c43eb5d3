import type { Waba } from '../account';
import { findCreditLine } from '../credit';
import { badParameter, missingPermission, notEligible } from '../errors';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { requiredParam, requireScope, requireWaba, textParam } from '../graph-call';
import { requireUsable } from '../graph/credit-access';
import type { Migration, State } from '../state';
import { newId } from '../state';
import { createClone } from './cloning';
import { isOpen } from './engine';

const newMigrationId = (state: State): string => {
  const digits = newId(state, 'migration');
  return state.settings.migrationIds === 'numeric' ? digits : `mig_01${BigInt(digits).toString(36).toUpperCase()}`;
};

/** `POST /{waba}/set_payment_method_migration_intent`: validates the source and starts cloning it. */
export function initiate(call: GraphCall, wabaId: string): GraphAnswer {
  requireScope(call, 'whatsapp_business_management');
  requireScope(call, 'whatsapp_business_messaging');
  const { state, clock } = call.world;
  const source = requireWaba(call, wabaId);
  requireAdmin(call, source);
  const currency = requestedCurrency(call, source);
  const extendedCreditId = requestedLine(call);

  const { behaviour } = source;
  if (
    behaviour.initiateWhileOpen === 'refused' &&
    state.migrations.some((m) => m.sourceWabaId === wabaId && isOpen(m))
  ) {
    throw badParameter('A migration of this WhatsApp Business Account is in progress');
  }
  let outcome = behaviour.initiations[source.initiations] ?? 'ready';
  source.initiations++;
  if (outcome === 'refused') throw badParameter('This WhatsApp Business Account is not eligible for migration');
  if (source.numbers.some((phone) => phone.isOnBizApp && phone.platformType === 'CLOUD_API')) {
    if (behaviour.coexistence === 'refused') throw badParameter('Coexistence WABAs are not eligible for migration');
    outcome = 'rejected';
  }
  if (extendedCreditId === null && (source.funding?.kind === 'line' || source.funding?.kind === 'other-line')) {
    if (behaviour.lineToCard === 'refused') {
      throw badParameter('Migrating from Line of Credit to credit card is not supported');
    }
    outcome = 'rejected';
  }

  const now = clock.nowMs();
  const clone =
    outcome === 'ready' || (outcome === 'failed' && behaviour.failedLeavesClone)
      ? createClone(state, source, currency, now)
      : null;
  const migration: Migration = {
    id: newMigrationId(state),
    sourceWabaId: source.id,
    destinationWabaId: clone?.id ?? null,
    currency,
    extendedCreditId,
    outcome,
    status: 'INITIATED',
    createdMs: now,
    nextMs: now + behaviour.stepMs,
    failAfter: null,
    movedDigits: [],
  };
  state.migrations.push(migration);
  return {
    // This answer alone calls it `migration_status`; every later one says `status`.
    body: { migration_id: migration.id, migration_status: 'INITIATED' },
    shown: 'INITIATED',
    effect: {
      kind: 'initiated',
      migrationId: migration.id,
      sourceWabaId: source.id,
      ...(clone ? { destinationWabaId: clone.id } : {}),
      currency,
      extendedCreditId,
    },
  };
}

function requireAdmin(call: GraphCall, source: Waba): void {
  if (!source.behaviour.adminRequired) return;
  const user = source.users.find(({ id }) => id === call.token.userId);
  const admin = user?.tasks.some((task) => task === 'MANAGE' || task === 'FULL_CONTROL') ?? false;
  if (!admin) throw missingPermission('MANAGE on the WhatsApp Business Account');
}

function requestedCurrency(call: GraphCall, source: Waba): string {
  const currency = requiredParam(call, 'currency');
  const { acceptedCurrencies } = call.world.state.settings;
  const known = acceptedCurrencies.length === 0 ? /^[A-Z]{3}$/.test(currency) : acceptedCurrencies.includes(currency);
  if (!known) throw badParameter(`Param currency must be a supported currency, got ${currency}`);
  if (currency === source.currency) {
    throw badParameter('The new currency must not be the same as the existing currency of the WABA');
  }
  return currency;
}

/** The named line; null only where the parameter is absent: an empty one is a mistake. */
function requestedLine(call: GraphCall): string | null {
  const id = textParam(call, 'extended_credit_id');
  if (id === undefined) {
    if ('extended_credit_id' in call.params) throw badParameter('Param extended_credit_id must be a valid ID');
    return null;
  }
  const line = findCreditLine(call.world.state, id);
  if (!line) throw badParameter('Param extended_credit_id must be a valid ID');
  if (line.businessId !== call.token.businessId) throw notEligible('This Line of Credit belongs to another business');
  requireUsable(line);
  return id;
}
