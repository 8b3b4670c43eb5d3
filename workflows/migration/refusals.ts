/** Why a verb cannot be given: the table of `domain/verbs.ts`, and what the run knows beyond it. */
import { openBlocks, type Check } from '../../domain/checks';
import { isTerminal } from '../../domain/phases';
import type { WaitingFor } from '../../domain/state';
import {
  isVerbAllowed,
  NO_ORPHAN,
  RETRY_STEPS,
  verbInputs,
  VERBS,
  type RetryStep,
  type Verb,
  type VerbInput,
} from '../../domain/verbs';
import { firstIssue } from '../runs/parse-start';
import type { RunFacts } from './facts';

/** Why a verb with its input is refused, given what the run waits for now; null where it is taken. */
export function whyRefused<V extends Verb>(
  run: RunFacts,
  now: WaitingFor | null,
  verb: V,
  input: VerbInput<V>,
): string | null {
  return invalid(verb, input) ?? refusal(run, verb) ?? outdated(now, input) ?? REFUSALS[verb]?.(run, input) ?? null;
}

/** The verbs that a person can give now. */
export function allowedVerbs(run: RunFacts): Verb[] {
  return VERBS.filter((verb) => refusal(run, verb) === null);
}

/** Whether a person has decided what ends the wait: the step that waits is about to act on it. */
export function isDecided({ decision, isInterrupted }: RunFacts): boolean {
  return decision !== null || isInterrupted;
}

/** Why a verb cannot be given now, whatever its input says; null where it can. */
function refusal(run: RunFacts, verb: Verb): string | null {
  const { phase, resumeSent } = run;
  if (isTerminal(phase)) return `the run has ended (${phase})`;
  if (isDecided(run)) return 'a person has just decided; look at where the run goes';
  if (run.wasReset) {
    const may = verb === 'conclude' || (verb === 'abandon' && !resumeSent);
    return may
      ? null
      : `this run was reset to a point after its start: ${resumeSent ? 'conclude it' : 'abandon or conclude it'}`;
  }
  if (!isVerbAllowed(verb, phase, resumeSent)) {
    return `not possible in ${phase}${resumeSent ? ' once the numbers were told to move' : ''}`;
  }
  switch (verb) {
    case 'approve':
      return run.verification?.digest ? null : 'there is no verified digest to approve';
    case 'waive':
      return waivable(run).length > 0 ? null : 'no check can be waived';
    case 'retry':
      return RETRY_NAMES.some((step) => retryRefusal(run, step) === null) ? null : 'no step can be tried again';
    case 'attach':
      return attachRefusal(run);
    case 'pause':
      return run.pausedBy === null ? null : `already paused by ${run.pausedBy}`;
    case 'unpause':
      return run.pausedBy === null ? 'the run is not paused' : null;
    case 'abandon':
      return run.cutOverScheduled
        ? 'the cut-over is under way: whether the numbers move will be known in a moment'
        : null;
    case 'reject':
    case 'conclude':
      return null;
  }
}

function invalid(verb: Verb, input: unknown): string | null {
  const parsed = verbInputs[verb].safeParse(input);
  return parsed.success ? null : firstIssue(parsed.error);
}

function outdated(now: WaitingFor | null, input: { waitingForId?: string | undefined }): string | null {
  if (input.waitingForId === undefined || input.waitingForId === now?.id) return null;
  return `it was decided on ${input.waitingForId}, but the run now waits for ${now ? `${now.id}: ${now.reason}` : 'nobody'}`;
}

/** What a verb's own input may get wrong. */
const REFUSALS: { readonly [V in Verb]?: (run: RunFacts, input: VerbInput<V>) => string | null } = {
  approve(run, { by, digest }) {
    if (digest !== run.verification?.digest) {
      return `the digest is outdated; verified last is ${run.verification?.digest ?? 'none'}: look at the report again`;
    }
    if (run.input.policy.secondPerson && by === run.input.startedBy)
      return `${by} started this run, so a second person must approve`;
    return null;
  },
  waive(run, { check }) {
    if (waivable(run).some((candidate) => candidate.name === check)) return null;
    const found = run.checks.find((candidate) => candidate.name === check);
    if (!found) return `${check} was not checked`;
    if (!found.waivable) return `nothing waives ${check}`;
    return found.waived ? `${check} is waived already` : `${check} passed`;
  },
  retry(run, input) {
    const step = input.step ?? run.stop?.step ?? 'assess';
    const why = retryRefusal(run, step);
    if (why !== null) return `${step}: ${why}`;
    if (step !== 'initiate' || !run.stop?.candidates) return null;
    return candidatesRefusal(run.stop.candidates, input.acceptOrphans ?? []);
  },
};

const RETRY_NAMES = Object.keys(RETRY_STEPS) as RetryStep[];

/** Why a step cannot be tried again; null where it can. */
function retryRefusal(run: RunFacts, step: RetryStep): string | null {
  const { migrationId, destinationWabaId, resumeSent } = run;
  if (step === 'confirm') return resumeSent ? null : 'the numbers were not told to move';
  if (step === 'resume') {
    if (run.approval === null || migrationId === null) return 'nothing is approved';
    const { by, notBeforeMs } = run.approval;
    if (notBeforeMs === null || notBeforeMs <= Date.now()) return null;
    return `nothing moves before ${new Date(notBeforeMs).toISOString()}, as ${by} approved: verify, and have it approved anew`;
  }
  if (resumeSent) return 'the numbers were told to move, so only resume and confirm can be tried again';
  switch (step) {
    case 'assess':
    case 'initiate':
      if (migrationId !== null)
        return `migration ${migrationId} is known and has not failed: clone or verify it, or abandon`;
      if (step === 'assess') return null;
      if (run.source === null) return 'the source was not assessed';
      return openBlocks(run.checks).some((check) => check.stage === 'assess')
        ? 'the assessment blocks: waive or assess again'
        : null;
    case 'clone':
      return migrationId === null ? 'no migration is known: initiate or attach one' : null;
    case 'verify':
      return migrationId === null || destinationWabaId === null ? 'no clone is known yet' : null;
  }
}

function candidatesRefusal(candidates: readonly string[], named: readonly string[]): string | null {
  const missing = candidates.filter((candidate) => !named.includes(candidate));
  if (missing.length > 0)
    return `name every account that may be this run's clone: --accept-orphan ${missing.join(' --accept-orphan ')}`;
  if (candidates.length === 0 && named.length === 0) {
    return `an initiate may have made a clone that was not found; look for it, then say --accept-orphan ${NO_ORPHAN} or name it`;
  }
  return null;
}

function attachRefusal(run: RunFacts): string | null {
  if (run.migrationId !== null) return `migration ${run.migrationId} is known`;
  return !run.lostInitiate ? 'no initiate of this run lost its answer' : null;
}

function waivable(run: RunFacts): readonly Check[] {
  return run.checks.filter((check) => check.waivable && !check.waived && check.verdict !== 'pass');
}
