/** What a test does, noted for the checker as it is done: accounts, customers, orders, and what came of them. */
import type { Command } from '../../checker';
import type { Customer } from './customers';
import type { Deeds } from './judge';
import type { NoteOrder } from './orders';
import type { RunId } from './runs';
import { numberPlaces, type SimulatedWaba, type SimulatorProcess } from './simulator-process';
import { commandOf, type WabactlResult } from './wabactl';

/** The deeds of a test, and whose tokens must not leak. */
export interface TestDeeds {
  readonly deeds: Deeds;
  readonly customers: readonly Customer[];
}

/** The deeds of the tests of a world. */
export interface DeedBook {
  noteAccounts(...accounts: readonly SimulatedWaba[]): void;
  noteCustomer(customer: Customer): void;
  /** Gives an order by `wabactl` and notes it; a command that orders nothing is noted for what it printed. */
  noteWabactl(give: () => Promise<WabactlResult>): Promise<WabactlResult>;
  /** Gives an order by any other way and notes it. */
  readonly note: NoteOrder;
  /** What was done since the last call. */
  takeDeeds(): Promise<TestDeeds>;
}

interface Page {
  readonly accounts: SimulatedWaba[];
  readonly customers: Customer[];
  readonly commands: Command[];
  readonly runs: RunId[];
  readonly answers: WabactlResult[];
}
const emptyPage = (): Page => ({ accounts: [], customers: [], commands: [], runs: [], answers: [] });

/** Opens a book; the simulator's journal says what came before an order. */
export function openDeedBook(simulator: Pick<SimulatorProcess, 'journal'>): DeedBook {
  let page = emptyPage();
  let sinceSeq = 0;
  const lastSeq = async (): Promise<number> => (await simulator.journal()).at(-1)?.seq ?? 0;

  return {
    noteAccounts: (...accounts) => void page.accounts.push(...accounts),
    noteCustomer: (customer) => void page.customers.push(customer),
    async noteWabactl(give) {
      const at = new Date().toISOString();
      const journalSeq = await lastSeq();
      const result = await give();
      const command = commandOf(result, at, journalSeq);
      if (command !== undefined) page.commands.push(command);
      const starts = ['start', 'share', 'revoke'].includes(command?.command ?? '');
      if (starts && command?.accepted) page.runs.push(result.json as RunId);
      page.answers.push(result);
      return result;
    },
    async note(order, give, answerOf) {
      const command = { ...order, at: new Date().toISOString(), journalSeq: await lastSeq() };
      try {
        const given = await give();
        const { accepted, run } = await answerOf(given);
        page.commands.push({ ...command, accepted });
        if (run !== undefined && page.runs.every(({ runId }) => runId !== run.runId)) page.runs.push(run);
        return given;
      } catch (error) {
        page.commands.push({ ...command, accepted: false });
        throw error;
      }
    },
    async takeDeeds() {
      const { accounts, customers, commands, runs, answers } = page;
      const deeds: Deeds = {
        wabaIds: accounts.map(({ id }) => id),
        businessIds: [...new Set([...accounts, ...customers].map(({ businessId }) => businessId))],
        numbersBefore: numberPlaces(accounts),
        commands,
        runs,
        sinceSeq,
        texts: answers.map(({ args, stdout, stderr }) => ({
          where: `wabactl ${args.join(' ')}`,
          text: stdout + stderr,
        })),
      };
      page = emptyPage();
      sinceSeq = await lastSeq();
      return { deeds, customers };
    },
  };
}
