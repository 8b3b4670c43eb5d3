/** Every verb in every phase of both operations: accepted exactly where the rules say, else refused with nothing written. */
import type { CreditOperation, CreditPhase } from '../../../domain/credit/phases';
import { CREDIT_VERBS, type CreditVerb } from '../../../domain/credit/verbs';
import { silence } from '../scripted';
import {
  done,
  inUse,
  lost,
  notVerified,
  radiusOf,
  refusal,
  stillThere,
  throttled,
  undecidable,
  type CreditScript,
} from './faked';
import type { CreditSuite, Operation } from './suite';

const OTHER = 'e'.repeat(64);
const twoCalls = { method: 'share-then-attach', customerTokenRef: 'customer' } as const;

interface Cell {
  readonly operation: CreditOperation;
  readonly phase: CreditPhase;
  /** Where a phase has more than one reason to wait. */
  readonly why?: string;
  readonly script: CreditScript;
  readonly input?: object;
  readonly verbs: readonly CreditVerb[];
}

/** How a run is held in each phase, and which verbs it takes there. */
const CELLS: readonly Cell[] = [
  { operation: 'share', phase: 'checking', script: { checkShare: [silence] }, verbs: ['cancel'] },
  { operation: 'share', phase: 'writing', script: { writeShare: [throttled] }, verbs: ['cancel'] },
  { operation: 'share', phase: 'verifying', script: { verifyFunding: [silence] }, verbs: ['cancel'] },
  {
    operation: 'share',
    phase: 'compensating',
    script: { writeShare: [done(), refusal], undoShare: [throttled] },
    input: twoCalls,
    verbs: [],
  },
  {
    operation: 'share',
    phase: 'needs-operator',
    why: 'about a lost answer',
    script: { writeShare: [lost], settleShare: [undecidable] },
    verbs: ['retry-verification', 'accept-as-is', 'cancel'],
  },
  {
    operation: 'share',
    phase: 'needs-operator',
    why: 'about the funding',
    script: { verifyFunding: [notVerified] },
    verbs: ['retry-verification', 'accept-as-is', 'cancel'],
  },
  {
    operation: 'share',
    phase: 'needs-operator',
    why: 'about what is to be taken back',
    script: { writeShare: [done(), refusal], undoShare: [inUse] },
    input: twoCalls,
    verbs: ['retry-compensation', 'accept-as-is'],
  },
  { operation: 'revoke', phase: 'checking', script: { readRadius: [silence] }, verbs: [] },
  { operation: 'revoke', phase: 'writing', script: { deleteAllocation: [throttled] }, verbs: [] },
  { operation: 'revoke', phase: 'verifying', script: { confirmDeleted: [silence] }, verbs: [] },
  {
    operation: 'revoke',
    phase: 'needs-operator',
    why: 'about its radius',
    script: { readRadius: [radiusOf([{ id: '71' }], { digest: OTHER }), radiusOf([{ id: '71' }], { digest: OTHER })] },
    verbs: ['confirm-radius', 'cancel'],
  },
  ...(['completed', 'refused', 'compensated', 'failed'] as const).map((phase): Cell => {
    const scripts: Record<typeof phase, CreditScript> = {
      completed: {},
      refused: { writeShare: [refusal] },
      compensated: { writeShare: [done(), refusal] },
      failed: { deleteAllocation: [refusal], confirmDeleted: [stillThere] },
    };
    return {
      operation: phase === 'failed' ? 'revoke' : 'share',
      phase,
      script: { ...scripts[phase], writeCreditEvidence: [silence] },
      ...(phase === 'compensated' ? { input: twoCalls } : {}),
      verbs: [],
    };
  }),
];

export function creditVerbTable(suite: CreditSuite): void {
  const holdIn = async ({ operation, phase, script, input = {} }: Cell): Promise<Operation> => {
    const run = await (operation === 'share' ? suite.share(script, input) : suite.revoke(script, input));
    const waits = ['writing', 'compensating', 'needs-operator'].includes(phase);
    await run.until(phase, ({ waitingFor }) => !waits || waitingFor !== null);
    return run;
  };

  describe.each(CELLS.map((cell) => ({ ...cell, name: [cell.phase, cell.why].filter(Boolean).join(' ') })))(
    'a $operation in $name',
    (cell) => {
      test('says which verbs it takes, refuses the others with a reason, and writes nothing', async () => {
        const run = await holdIn(cell);
        const { waitingFor } = await run.state();
        if (waitingFor) expect(waitingFor.verbs).toEqual(cell.verbs);
        for (const verb of CREDIT_VERBS) {
          if (cell.verbs.includes(verb)) continue;
          const why = await run.refusal(verb, inputOf(verb));
          expect(why).toMatch(new RegExp(`^${verb} refused: .{10,}`));
        }
      });

      if (cell.verbs.length > 0)
        test.each(cell.verbs)('takes %s, and no second decision before it has acted', async (verb) => {
          const run = await holdIn(cell);
          const state = await run.tell(verb, inputOf(verb));
          expect(state).toMatchObject({ waitingFor: null, needsOperator: false });
        });
    },
  );

  test('a verb that was decided on an outdated wait is refused, and names what the run waits for now', async () => {
    const run = await suite.share({ verifyFunding: [notVerified] });
    const first = await run.until('needs-operator');
    await run.tell('retry-verification', { reason: 'again', waitingForId: first.waitingFor?.id });
    const second = await run.until('needs-operator', ({ waitingFor }) => waitingFor?.id !== first.waitingFor?.id);
    const outdated = { reason: 'as it is', waitingForId: first.waitingFor?.id };
    expect(await run.refusal('accept-as-is', outdated)).toContain(String(second.waitingFor?.id));
    await run.tell('accept-as-is', { ...outdated, waitingForId: second.waitingFor?.id });
    expect((await run.end()).phase).toBe('completed');
  });

  test('a verb without a reason is refused with the field named', async () => {
    const run = await suite.share({ verifyFunding: [notVerified] });
    await run.until('needs-operator');
    expect(await run.refusal('cancel', { reason: ' ' })).toContain('reason: say why');
    await run.tell('cancel', { reason: 'done with it' });
    await run.end();
  });
}

/** A valid input of a verb; which one it is for, TypeScript cannot follow through a list of verbs. */
function inputOf(verb: CreditVerb): never {
  return (verb === 'confirm-radius' ? { radius: OTHER } : { reason: 'because' }) as never;
}
