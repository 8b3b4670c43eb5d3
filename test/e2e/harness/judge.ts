/** After a test: gathers what the simulator, Temporal and the processes have of its accounts, and asks the checker. */
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { isTerminalCredit } from '../../../domain/credit/phases';
import type { CreditStateDocument } from '../../../domain/credit/state';
import { creditLineWorkflowId, migrationWorkflowId, readGraphWorkflowId } from '../../../domain/ids';
import { isTerminal } from '../../../domain/phases';
import { stateDocumentSchema, type StateDocument } from '../../../domain/state';
import {
  check,
  type CheckerInput,
  type Command,
  type FoundText,
  type JournalEntry,
  type NumberPlace,
} from '../../checker';
import { shownTooLittle } from '../../checker/shown-too-little';
import { opened } from './opened';
import {
  awaitClose,
  childrenOf,
  closedCreditState,
  closedState,
  describeRaw,
  fetchHistory,
  filesUnder,
  newestRun,
  type RunId,
} from './runs';
import { numberPlaces, type SimulatorProcess } from './simulator-process';
import type { WabactlResult } from './wabactl';

/** What a test did, as far as the checker has to know. */
export interface Deeds {
  /** Accounts that the test made. */
  readonly wabaIds: readonly string[];
  /** The businesses that own them. */
  readonly businessIds: readonly string[];
  readonly numbersBefore: readonly NumberPlace[];
  readonly commands: readonly Command[];
  /** Runs that answers named; later runs of an account are found by themselves. */
  readonly runs: readonly RunId[];
  /** The last entry of the journal before the test. */
  readonly sinceSeq: number;
  /** Output of the processes while the test ran. */
  readonly texts: readonly FoundText[];
}

/** Where to gather from. */
export interface Witnesses {
  readonly simulator: SimulatorProcess;
  readonly client: Client;
  readonly evidenceDir: string;
  readonly secrets: readonly string[];
  /** How to open payloads where the world encrypts them: what is inside is judged, and searched, too. */
  readonly codec: PayloadCodec | undefined;
  show(wabaId: string, dryRun: boolean): Promise<WabactlResult>;
  /** The document of a business's newest credit operation. */
  showCredit(businessId: string): Promise<CreditStateDocument>;
}

/**
 * Throws with every promise that was broken and all that people would miss in a history, and with the calls of the
 * accounts as the simulator saw them.
 */
export async function judge(deeds: Deeds, witnesses: Witnesses): Promise<CheckerInput> {
  const input = await gather(deeds, witnesses);
  const broken = [
    ...check(input).map(({ invariant, message }) => `  invariant ${invariant}: ${message}`),
    ...input.histories.flatMap(({ workflowId, history }) =>
      shownTooLittle(history).map((missing) => `  history of ${workflowId}: ${missing}`),
    ),
  ];
  if (broken.length > 0) {
    throw new Error(`promises were broken:\n${broken.join('\n')}\ncalls:\n${input.journal.map(asLine).join('\n')}`);
  }
  return input;
}

async function gather(deeds: Deeds, witnesses: Witnesses): Promise<CheckerInput> {
  const { client, simulator, secrets, evidenceDir, codec } = witnesses;
  const runs = await allRuns(client, deeds);
  const newest = await newestStates(deeds, witnesses, runs);
  const newestCredit = await newestCreditStates(deeds, witnesses, runs);
  const raw = await Promise.all(runs.map((run) => fetchHistory(client, run)));
  const children = raw.flatMap(childrenOf).filter((child) => runs.every(({ runId }) => runId !== child.runId));
  const ofChildren = await Promise.all(children.map((child) => fetchHistory(client, child)));
  const histories = await opened([...raw, ...ofChildren], codec);
  const { wabas, allocations } = await simulator.state();
  const earlierCredit = histories
    .map(closedCreditState)
    .filter((state) => state !== undefined)
    .filter((state) => !newestCredit.some((other) => other.runId === state.runId));
  const earlier = histories
    .map(closedState)
    .filter((state): state is StateDocument => state !== undefined)
    .filter((state) => !newest.some((other) => other.runId === state.runId));
  const folders = [...deeds.wabaIds, ...deeds.businessIds.map((businessId) => `credit-${businessId}`)];
  const evidence = await Promise.all(folders.map((folder) => filesUnder(join(evidenceDir, folder))));
  return {
    journal: ofAccounts(await simulator.journal(), deeds),
    commands: deeds.commands,
    states: [...earlier, ...newest],
    creditStates: [...earlierCredit, ...newestCredit],
    histories,
    secrets,
    messageTexts: messageTexts(wabas.filter((waba) => deeds.wabaIds.includes(waba.id))),
    texts: [...deeds.texts, ...evidence.flat()],
    documents: await opened(await Promise.all([...runs, ...children].map((run) => describeRaw(client, run))), codec),
    numbersBefore: deeds.numbersBefore,
    numbersAfter: numberPlaces(wabas),
    allocationsAfter: allocations.map(({ id, lineId, receivingBusinessId, requestStatus }) => ({
      id,
      lineId,
      businessId: receivingBusinessId,
      status: requestStatus,
    })),
  };
}

async function allRuns(client: Client, { wabaIds, businessIds, runs }: Deeds): Promise<RunId[]> {
  const workflowIds = [
    ...wabaIds.flatMap((wabaId) => [
      migrationWorkflowId(wabaId),
      migrationWorkflowId(wabaId, { dryRun: true }),
      // Reads change nothing, but what they keep is searched for secrets too.
      readGraphWorkflowId('account', wabaId),
    ]),
    ...businessIds.flatMap((businessId) => [
      creditLineWorkflowId(businessId),
      readGraphWorkflowId('radius', businessId),
      readGraphWorkflowId('business-credit', businessId),
    ]),
  ];
  const newest = await Promise.all(workflowIds.map((workflowId) => newestRun(client, workflowId)));
  const all = [...runs, ...newest.filter((run) => run !== undefined)];
  return [...new Map(all.map((run) => [run.runId, run])).values()];
}

/** The newest credit operation of each business that had one, after its close where it has ended. */
async function newestCreditStates(
  { businessIds }: Deeds,
  { client, showCredit }: Witnesses,
  runs: readonly RunId[],
): Promise<CreditStateDocument[]> {
  const withRun = businessIds.filter((id) => runs.some((run) => run.workflowId === creditLineWorkflowId(id)));
  return Promise.all(
    withRun.map(async (businessId) => {
      const state = await showCredit(businessId);
      if (!isTerminalCredit(state.phase)) return state;
      await awaitClose(client, state);
      return showCredit(businessId);
    }),
  );
}

/** The newest run of each kind, as `wabactl migrate show` has it. */
async function newestStates(deeds: Deeds, witnesses: Witnesses, runs: readonly RunId[]): Promise<StateDocument[]> {
  const states: StateDocument[] = [];
  for (const wabaId of deeds.wabaIds) {
    for (const dryRun of [false, true]) {
      if (!runs.some((run) => run.workflowId === migrationWorkflowId(wabaId, { dryRun }))) continue;
      let state = await shown(deeds, witnesses, wabaId, dryRun);
      if (isTerminal(state.phase)) {
        await awaitClose(witnesses.client, state);
        state = await shown(deeds, witnesses, wabaId, dryRun);
      }
      states.push(state);
    }
  }
  return states;
}

async function shown(deeds: Deeds, witnesses: Witnesses, wabaId: string, dryRun: boolean): Promise<StateDocument> {
  const { json, stderr } = await witnesses.show(wabaId, dryRun);
  const parsed = stateDocumentSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const said = warnings(deeds.texts).join('\n');
  throw new Error(`wabactl migrate show ${wabaId} printed no state document: ${stderr}\n${said}`);
}

/** The calls since the test began that concern its accounts, their clones, or none at all (a list of WABAs, a token). */
function ofAccounts(journal: readonly JournalEntry[], { wabaIds, sinceSeq }: Deeds): JournalEntry[] {
  const clones = journal.flatMap(({ effect }) => {
    const made = effect as { kind?: string; sourceWabaId?: string; destinationWabaId?: string } | null;
    if (made?.kind !== 'initiated' || made.destinationWabaId === undefined) return [];
    return wabaIds.includes(made.sourceWabaId ?? '') ? [made.destinationWabaId] : [];
  });
  const all = [...wabaIds, ...clones];
  return journal.filter(({ seq, wabaId }) => seq > sinceSeq && (wabaId === null || all.includes(wabaId)));
}

/** The texts of the templates, as far as they are long enough to be told from chance. */
function messageTexts(wabas: readonly { templates: readonly { components: readonly unknown[] }[] }[]): string[] {
  const texts = wabas
    .flatMap((waba) => waba.templates.flatMap((template) => template.components))
    .map((component) => (component as { text?: unknown }).text)
    .filter((text): text is string => typeof text === 'string' && text.length >= 8);
  return [...new Set(texts)];
}

/** What the processes complained of last: pino's levels 40 and above, and lines that are no JSON. */
function warnings(texts: readonly FoundText[]): string[] {
  const complaint = /"level":[4-6]0|^[^{\s]/;
  return texts.flatMap(({ text }) => text.split('\n').filter((line) => complaint.test(line))).slice(-20);
}

function asLine({ seq, at, method, path, status, fault, effect, shown }: JournalEntry): string {
  const more = [fault && `fault ${fault}`, effect && JSON.stringify(effect), shown && `shown ${shown}`].filter(Boolean);
  return `  ${seq} ${at} ${method} ${path} -> ${status ?? 'no answer'} ${more.join(', ')}`;
}
