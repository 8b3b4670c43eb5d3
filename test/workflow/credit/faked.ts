/** Faked activities of credit operations: what goes well, and the answers that do not. */
import type {
  CheckShareResult,
  CreditActivities,
  ReadRadiusResult,
  ShareFacts,
  WriteShareResult,
} from '../../../activities/credit/contract';
import type { AllocationView, Radius } from '../../../domain/credit/funding';
import { ScriptedActivities, type Answer, type Input, type Script } from '../scripted';

export type CreditScript = Script<CreditActivities>;
export type CreditAnswer<N extends keyof CreditActivities> = Answer<CreditActivities, N>;
type CreditInput<N extends keyof CreditActivities> = Input<CreditActivities, N>;

export const LINE = '1972385232742146';
export const ALLOCATION = '58501441721238';
export const EARLIER = '58501441700001';
export const SYSTEM_USER = '122100000000000001';
export const DIGEST = 'd'.repeat(64);

/** What the checks of a share find: one line, nothing shared before. */
export const FACTS: ShareFacts = {
  lineId: LINE,
  allocationsBefore: [],
  systemUserId: SYSTEM_USER,
  mustAssign: false,
};

const checked = (verdict: CheckShareResult['verdict']): CheckShareResult => ({
  graphOrigin: 'graph.test/1',
  dashboardUrl: 'https://waba.test',
  runId: 'run-1',
  evidencePath: '/e/1.json',
  verdict,
});

export const ready = (facts: Partial<ShareFacts> = {}): CheckShareResult =>
  checked({ kind: 'ready', facts: { ...FACTS, ...facts } });
export const notToBeDone = (message: string): CheckShareResult => checked({ kind: 'refused', message });
export const fundedAlready = checked({ kind: 'already-funded', lineId: LINE, allocationId: EARLIER });

export const done = (allocationId: string | null = ALLOCATION) => ({ kind: 'done', allocationId }) as const;
export const notNeeded = (allocationId: string | null = EARLIER) => ({ kind: 'not-needed', allocationId }) as const;
export const lost = { kind: 'unknown', message: 'no answer within 30 s' } as const;
export const throttled = { kind: 'not-sent-yet', why: 'throttled', waitMs: 60_000, text: 'Throttled.' } as const;
export const refusal = {
  kind: 'refused',
  sent: true,
  message: '(#200) Permissions error.',
  details: { kind: 'permission', httpStatus: 400, code: 200, subcode: null, fbtraceId: 'trace-1' },
} as const;

export const happened = (allocationId: string | null = ALLOCATION) =>
  ({ kind: 'happened', allocationId, text: 'the list shows it.' }) as const;
export const didNot = { kind: 'did-not-happen', allocationId: null, text: 'nothing of it is there.' } as const;
export const undecidable = { kind: 'undecidable', allocationId: null, text: '(#100) not readable.' } as const;
export const notVerified = { kind: 'not-verified', text: 'nobody pays yet.' } as const;

export const inUse = { kind: 'in-use', wabaIds: ['9'], text: 'account 9 lives on it.' } as const;
export const gone = { kind: 'deleted', text: 'it reads DELETED.' } as const;
export const stillThere = { kind: 'still-there', text: 'it reads APPROVED.' } as const;
export const unreadable = { kind: 'unreadable', text: '(#100) not readable.' } as const;

/** A record of our line to the business that a test is about. */
export const record = (id: string, more: Partial<AllocationView> = {}) => ({
  id,
  lineId: LINE,
  receivingCredentialId: `credential-${id}`,
  status: null,
  ...more,
});

/** What a revoke of a business reads: its records (of itself, where they do not say otherwise). */
export const radiusOf =
  (records: readonly Partial<AllocationView>[], more: Partial<Radius> = {}) =>
  ({ businessId }: CreditInput<'readRadius'>): ReadRadiusResult => ({
    graphOrigin: 'graph.test/1',
    dashboardUrl: 'https://waba.test',
    runId: 'run-1',
    evidencePath: '/e/1.json',
    radius: {
      businessId,
      allocations: records.map((given) => ({ ...record('0'), receivingBusinessId: businessId, ...given })),
      wabas: [],
      unreadable: [],
      digest: DIGEST,
      openRuns: [],
      numbers: 2,
      ...more,
    },
  });

const emptyBusiness = { businessId: '0', allocations: [], wabas: [], unreadable: [] };

/** What happens where a script says nothing: everything goes well. */
const HAPPY: { [N in keyof CreditActivities]: CreditAnswer<N> } = {
  checkShare: ready(),
  writeShare: ({ call }): WriteShareResult => done(call === 'assign-system-user' ? null : ALLOCATION),
  settleShare: happened(),
  verifyFunding: ({ allocationId }) => ({ kind: 'verified', allocationId: allocationId ?? ALLOCATION }),
  undoShare: { kind: 'undone' },
  readRadius: radiusOf([{ id: '71' }, { id: '72' }]),
  deleteAllocation: { kind: 'deleted' },
  confirmDeleted: gone,
  writeCreditEvidence: ({ evidenceNumber }) => ({ path: `/e/${evidenceNumber}.json` }),
  askGraph: emptyBusiness,
  awaitFunding: { kind: 'funded' },
  prepareShare: () => {
    throw new Error('no test asks for it');
  },
};

/** Faked credit activities, one script per business. */
export const fakedCredit = () => new ScriptedActivities<CreditActivities>(HAPPY, businessOf);

function businessOf(input: CreditInput<keyof CreditActivities>): string {
  if ('state' in input) return input.state.businessId;
  if ('input' in input) return input.input.businessId;
  if ('businessId' in input) return input.businessId;
  if (!('run' in input)) return 'lineId' in input ? input.lineId : 'own';
  return 'businessId' in input.run ? input.run.businessId : input.run.wabaId;
}
