/** What tests ask of a judged run and of the simulator, in the words of a test. */
import type { CheckerInput, JournalEntry } from '../../checker';
import type { StateDocument } from '../../../domain/state';
import { numberPlaces, type SimulatedState, type SimulatedWaba } from './simulator-process';
import type { World } from './world';

/** The entries of a journal that changed something of this kind. */
export function effectsOf({ journal }: Pick<CheckerInput, 'journal'>, kind: string): JournalEntry[] {
  return journal.filter((entry) => entry.effect?.kind === kind);
}

/** The digits of the numbers that an account has, sorted. */
export function digitsOf(waba: SimulatedWaba): string[] {
  return numberPlaces([waba])
    .map((number) => number.digits)
    .sort();
}

/** An account as it is now; throws where there is none. */
export async function accountNow(world: World, wabaId: string | null | undefined): Promise<SimulatedWaba> {
  const { wabas } = await world.simulator.state();
  const found = wabas.find((waba) => waba.id === wabaId);
  if (found === undefined) throw new Error(`the simulator has no account ${wabaId}`);
  return found;
}

/** What Meta has of an account's migrations; the run may not know. */
export async function migrationsOf(world: World, wabaId: string): Promise<SimulatedState['migrations'][number][]> {
  const { migrations } = await world.simulator.state();
  return migrations.filter((migration) => migration.sourceWabaId === wabaId);
}

/** The names of the checks that hold a run up. */
export function blocksOf({ report }: StateDocument): string[] {
  return (report?.checks ?? []).filter(({ verdict, waived }) => verdict === 'block' && !waived).map(({ name }) => name);
}
