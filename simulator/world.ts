import type { Waba } from './account';
import type { Clock } from './clock';
import type { FaultBook } from './faults';
import type { Holds } from './holds';
import type { Journal } from './journal';
import type { Json } from './json';
import type { Migration, State } from './state';

/** Everything that one running simulator is made of. */
export interface World {
  /** Replaced as a whole by `PUT /_sim/state`. */
  state: State;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly faults: FaultBook;
  readonly holds: Holds;
  /** Last good answer of each read, for stale reads; not kept over a restart. */
  readonly lastAnswers: Map<string, Json>;
}

/** The account with this id, as far as it can be found yet. */
export function findWaba(world: World, id: string): Waba | undefined {
  return world.state.wabas.find((waba) => waba.id === id && waba.visibleFromMs <= world.clock.nowMs());
}

/** The account that holds this number now. */
export function findWabaOfPhone(world: World, phoneId: string): Waba | undefined {
  return world.state.wabas.find(
    (waba) => waba.visibleFromMs <= world.clock.nowMs() && waba.numbers.some((phone) => phone.id === phoneId),
  );
}

export function findMigration(world: World, id: string): Migration | undefined {
  return world.state.migrations.find((migration) => migration.id === id);
}
