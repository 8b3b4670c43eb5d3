/** After the move: can every number that could send before send now? */
import { counted } from '../../domain/counted';
import { readable, type NumberRecord } from '../../domain/account';
import { makeCheck, type Check } from '../../domain/checks';
import type { NumberOutcome } from '../../domain/state';
import { pauseAfter } from '../cadence';
import type { ConfirmInput, ConfirmResult } from '../contract';
import { applicationFailure } from '../failures';
import { COUNT_REFUSED } from '../account/fingerprint';
import { readFunding } from '../account/funding';
import type { Attempt } from '../guards';
import { placeNumbers, readPlaces, type NumberPlaces } from './number-places';
import { readPart } from '../account/parts';
import { fundingCheck, incomplete } from './verify/identity';

/**
 * Confirms the move. Reads only: running twice changes nothing. As long as numbers may still arrive or connect it fails
 * with `NotYetConfirmed`, and its retries wait for them; once patience is over it says what is missing.
 */
export async function confirm(attempt: Attempt, input: ConfirmInput): Promise<ConfirmResult> {
  const places = await readPlaces(attempt, input.run.wabaId, input.destinationWabaId);
  const numbers = placeNumbers(input.numbers, places);
  const numberChecks = [
    moved(numbers, places),
    connected(input.numbers, numbers, places),
    sourceEmpty(places),
    sameIds(numbers, places),
  ];
  const open = numberChecks.filter(({ verdict }) => verdict === 'block');
  const leftMs = input.patienceMs - attempt.ageMs;
  if (open.length > 0 && leftMs > 0) {
    const pauseMs = pauseAfter(attempt.ageMs, attempt.deps.poll, { fast: true });
    const text = `${open.map((check) => check.text).join(' ')} (look ${attempt.number})`;
    throw applicationFailure('NotYetConfirmed', text, { nextRetryDelayMs: Math.min(pauseMs, leftMs) });
  }
  return {
    checks: [...numberChecks, await templatesSince(attempt, input), await fundingAfter(attempt, input)],
    numbers,
  };
}

function moved(numbers: readonly NumberOutcome[], { clone }: NumberPlaces): Check {
  if (!clone.ok) return incomplete('numbers-moved', 'The numbers of the clone', clone.why);
  const behind = numbers.filter(({ on }) => on !== 'clone');
  const counts = { approved: numbers.length, moved: numbers.length - behind.length };
  return behind.length === 0
    ? makeCheck('numbers-moved', 'match', `The clone has the ${counted(numbers.length, 'number')} approved.`, {
        counts,
      })
    : makeCheck(
        'numbers-moved',
        'mismatch',
        `Of ${counted(numbers.length, 'number')}, ${behind.length} did not come to the clone. Numbers in manual review stay behind.`,
        {
          counts,
          samples: behind.map(({ digits, on }) => `${digits}: ${on === 'source' ? 'on the source' : 'nowhere'}`),
        },
      );
}

/** Sending needs CONNECTED; a number that was not connected before is not the move's fault. */
function connected(before: readonly NumberRecord[], numbers: readonly NumberOutcome[], { clone }: NumberPlaces): Check {
  if (!clone.ok) return incomplete('numbers-connected', 'The numbers of the clone', clone.why);
  const could = new Set(before.filter(({ status }) => isConnected(status)).map(({ digits }) => digits));
  const cannot = numbers.filter(
    ({ digits, on, status }) => could.has(digits) && !(on === 'clone' && isConnected(status)),
  );
  const counts = { before: could.size, now: could.size - cannot.length };
  if (cannot.length === 0) {
    return makeCheck(
      'numbers-connected',
      'match',
      `Of ${counted(could.size, 'number')} that could send, all are connected.`,
      {
        counts,
      },
    );
  }
  // A status that is not shown is not a lost connection.
  const allUntold = cannot.every(({ on, status }) => on === 'clone' && status === 'UNKNOWN');
  const text = `Of ${counted(could.size, 'number')} that could send, ${cannot.length} cannot: not connected.`;
  return makeCheck('numbers-connected', allUntold ? 'incomplete' : 'mismatch', text, {
    counts,
    samples: cannot.map(({ digits, status }) => `${digits}: ${status}`),
  });
}

function isConnected(status: string): boolean {
  return status.toUpperCase() === 'CONNECTED';
}

function sourceEmpty({ source }: NumberPlaces): Check {
  if (!source.ok) return incomplete('source-empty', 'The numbers of the source', source.why);
  return source.value.length === 0
    ? makeCheck('source-empty', 'match', 'No number is left on the source.')
    : makeCheck('source-empty', 'mismatch', `The source still has ${counted(source.value.length, 'number')}.`, {
        counts: { left: source.value.length },
        samples: source.value.map(({ digits, status }) => `${digits}: ${status ?? 'UNKNOWN'}`),
      });
}

/** Nothing guarantees that a number keeps its id, and programs send by it. */
function sameIds(numbers: readonly NumberOutcome[], { clone }: NumberPlaces): Check {
  if (!clone.ok) return incomplete('number-ids', 'The numbers of the clone', clone.why);
  const arrived = numbers.filter(({ cloneId }) => cloneId !== null);
  const other = arrived.filter(({ cloneId, sourceId }) => cloneId !== sourceId);
  const counts = { arrived: arrived.length, changed: other.length };
  return other.length === 0
    ? makeCheck('number-ids', 'match', 'Every number that arrived kept its id.', { counts })
    : makeCheck('number-ids', 'mismatch', `${other.length} numbers have new ids; programs that send by id need them.`, {
        counts,
        samples: other.map(({ digits, sourceId, cloneId }) => `${digits}: ${sourceId} became ${cloneId}`),
      });
}

/** Templates made on the source after the move are not cloned, and those made since the verification may not be. */
async function templatesSince(attempt: Attempt, { run, sourceTemplates }: ConfirmInput): Promise<Check> {
  if (sourceTemplates === COUNT_REFUSED) {
    return incomplete('templates-since', 'The template total at the verification', 'Meta refused it');
  }
  const now = await readPart(() => attempt.deps.graph.countTemplates(attempt.read, run.wabaId));
  if (!now.ok) return incomplete('templates-since', 'The template total of the source', now.why);
  const counts = { verified: sourceTemplates, now: now.value };
  const more = now.value - sourceTemplates;
  return more > 0
    ? makeCheck('templates-since', 'mismatch', `${more} templates were made on the source since; copy them by hand.`, {
        counts,
      })
    : makeCheck('templates-since', 'match', 'No template was made on the source since the verification.', { counts });
}

async function fundingAfter(attempt: Attempt, input: ConfirmInput): Promise<Check> {
  const { destinationWabaId, extendedCreditId, source } = input;
  const clone = await readPart(() => attempt.deps.graph.getWaba(attempt.read, destinationWabaId));
  const lines = readable(extendedCreditId === null ? [] : [{ id: extendedCreditId }]);
  const funding = clone.ok
    ? await readFunding(attempt, {
        waba: clone.value,
        ownerBusinessId: clone.value.ownerBusinessId ?? source.ownerBusinessId,
        lines,
      })
    : null;
  return fundingCheck('funding-after', clone, funding, extendedCreditId);
}
