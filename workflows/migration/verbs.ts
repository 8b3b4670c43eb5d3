/**
 * What each verb does. A validator refuses with a reason and writes nothing (`refusals.ts`); a handler only changes the
 * run, and the step that waits for it goes on.
 */
import { ApplicationFailure, log, setHandler } from '@temporalio/workflow';
import { failure } from '../../domain/failures';
import type { RunState } from '../../domain/state';
import { NO_ORPHAN, RETRY_STEPS, VERBS, type Verb, type VerbInput } from '../../domain/verbs';
import { verbUpdates } from '../messages';
import { approveByItself } from './approval';
import { whyRefused } from './refusals';
import { findingOf } from './report';
import type { MigrationRun } from './run';
import { waitingFor } from './waiting';

/** Registers the handler of every verb. */
export function handleVerbs(run: MigrationRun): void {
  for (const verb of VERBS) handleVerb(run, verb);
}

function handleVerb<V extends Verb>(run: MigrationRun, verb: V): void {
  // The hash comes back, so that whoever repeats an Update's id with another request is told so.
  const handle = (input: VerbInput<V>): RunState & { readonly requestHash?: string } => {
    const { by, requestHash, requestId } = input;
    log.info(`${verb} was given`, { wabaId: run.input.wabaId, phase: run.phase, by, requestId });
    ACTIONS[verb](run, input);
    return requestHash === undefined ? run.state() : { ...run.state(), requestHash };
  };
  const validator = (input: VerbInput<V>): void => {
    const why = whyRefused(run, waitingFor(run), verb, input);
    if (why !== null) throw ApplicationFailure.create(failure('VerbRefused', `${verb} refused: ${why}`));
  };
  // The Update definitions are keyed by verb, which TypeScript cannot follow through a generic index.
  setHandler(verbUpdates[verb] as never, handle as never, { validator: validator as never });
}

/** What each verb does to the run. */
const ACTIONS: { readonly [V in Verb]: (run: MigrationRun, input: VerbInput<V>) => void } = {
  approve(run, { by, digest, comment, notBefore }) {
    run.approve({
      by,
      digest,
      comment: comment ?? null,
      notBeforeMs: notBefore === undefined ? null : Date.parse(notBefore),
    });
    run.note(
      `Approved${notBefore === undefined ? '' : `, not before ${notBefore}`}${comment ? `: ${comment}` : ''}.`,
      by,
    );
  },
  reject(run, { by, reason }) {
    run.abandonment = { by, reason: `Rejected: ${reason}` };
  },
  abandon(run, { by, reason }) {
    run.abandonment = { by, reason };
  },
  conclude(run, { by, reason }) {
    run.conclusion = { by, reason };
    run.decision = 'failed';
  },
  waive(run, { by, reason, check }) {
    const found = run.checks.find((candidate) => candidate.name === check);
    if (!found) return;
    run.waivers.set(check, { by, reason, finding: findingOf(found) });
    run.note(`Waived ${check}: ${reason}`, by);
    const left = run.adoptChecks(
      found.stage,
      run.checks.filter((candidate) => candidate.stage === found.stage),
    );
    if (run.phase === 'awaiting-approval') approveByItself(run);
    run.refresh();
    if (run.phase !== 'needs-operator' || left.length > 0 || found.verdict !== 'block') return;
    run.decision = found.stage === 'assess' ? 'initiating' : 'verifying';
  },
  retry(run, { by, step: named, acceptOrphans = [] }) {
    const step = named ?? run.stop?.step ?? 'assess';
    // Refused unless every candidate is named (`refusals.ts`), so the question is answered.
    if (step === 'initiate' && run.stop?.candidates) run.unansweredInitiate = null;
    const accepted = acceptOrphans.filter((wabaId) => wabaId !== NO_ORPHAN);
    for (const wabaId of accepted) {
      run.acceptedOrphans.add(wabaId);
      const mayBeOurs = run.lostInitiate && run.stop?.candidates?.includes(wabaId);
      if (mayBeOurs) run.orphans.push({ wabaId, migrationId: null, since: new Date().toISOString() });
    }
    if (step === 'initiate' && run.initiations >= run.input.policy.maxInitiations + run.grantedInitiations)
      run.grantedInitiations += 1;
    if (step === 'resume' && run.resumes >= run.input.policy.maxResumes + run.grantedResumes) run.grantedResumes += 1;
    run.allowReady = step === 'resume';
    run.decision = RETRY_STEPS[step];
    run.note(`Retry of ${step}${accepted.length > 0 ? `, accepting ${accepted.join(', ')}` : ''}.`, by);
  },
  attach(run, { by, migrationId }) {
    run.migrationId = migrationId;
    run.attached = 'provisional';
    run.decision = 'cloning';
    run.note(`Attached migration ${migrationId}, to be checked.`, by);
  },
  pause(run, { by }) {
    run.setPaused(by);
    run.note('Paused: no write goes out.', by);
  },
  unpause(run, { by }) {
    run.setPaused(null);
    run.note('Goes on.', by);
  },
};
