/** The type of a phase's step: it returns one of the phases that the table lists after its own. */
import type { Phase, TerminalPhase, TRANSITIONS } from '../../domain/phases';
import type { MigrationRun } from './run';

/** The phases in which a run is still under way. */
export type OpenPhase = Exclude<Phase, TerminalPhase>;

/** What the step of a phase may return. */
export type After<P extends Phase> = Promise<(typeof TRANSITIONS)[P][number]>;

/** One step per phase. */
export type Steps = { readonly [P in OpenPhase]: (run: MigrationRun) => After<P> };
