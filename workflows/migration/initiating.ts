/** The phase that asks Meta to clone the account: one call, whose lost answer is never repeated blindly. */
import { throwIfInterrupted, waitToSend } from '../runs/interruptible';
import { once } from '../runs/once';
import { askAboutLostInitiate } from './lost-initiate';
import type { After } from './phase-steps';
import { initiate } from './proxies';
import type { MigrationRun } from './run';
import { help } from './sentences';
import { clearToWrite } from './waits';

/** Tells Meta to clone the account; what shows that nothing was sent is waited for, everything else is a decision. */
export async function initiating(run: MigrationRun): After<'initiating'> {
  if (run.unansweredInitiate !== null) return askAboutLostInitiate(run, run.unansweredInitiate);
  for (let waits = 0; ; waits += 1) {
    await clearToWrite(run);
    run.intentAt ??= new Date().toISOString();
    const answer = await once(() =>
      initiate({
        run: run.ref,
        targetCurrency: run.input.targetCurrency,
        extendedCreditId: run.input.extendedCreditId ?? null,
        ownerBusinessId: run.source?.ownerBusinessId ?? null,
        acceptedOrphans: run.knownClones(),
        waits,
      }),
    );
    switch (answer.kind) {
      case 'initiated':
        run.initiations += 1;
        run.migrationId = answer.migrationId;
        throwIfInterrupted(run);
        return 'cloning';
      case 'not-sent-yet':
        await waitToSend(run, answer);
        continue;
      case 'refused':
        if (answer.sent) run.initiations += 1;
        run.noteTrace(answer.details.fbtraceId);
        return run.stopFor(
          `${answer.sent ? 'Meta refused to initiate' : 'Nothing was sent'}: ${answer.message} ${help('initiate', 'calls again')}`,
          'initiate',
        );
      case 'unexplained-clone': {
        const ids = answer.candidates.map((candidate) => candidate.wabaId);
        const found = `Nothing was sent: the owner has accounts without numbers in ${run.input.targetCurrency} that no run accounts for: ${ids.join(', ')}.`;
        return run.stopFor(
          `${found} ${help('initiate', 'with --accept-orphan for each of them goes on')}`,
          'initiate',
          ids,
        );
      }
      case 'unknown':
        run.initiations += 1;
        run.lostInitiate = true;
        run.unansweredInitiate = `The answer of initiate was lost (${answer.message}).`;
        throwIfInterrupted(run);
        return askAboutLostInitiate(run, run.unansweredInitiate);
    }
  }
}
