/** Why the API itself refuses a request, before or beside what the client of Temporal says. */
import type { ProblemType } from './index';

/** One thing that is wrong with a request. */
export interface Fault {
  readonly in: 'path' | 'query' | 'header' | 'body';
  /** A path into that part, as in `policy.maxResumes`. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
}

/** What a refusal may say beside its sentence. */
interface RefusedOptions extends ErrorOptions {
  readonly fix?: string;
  readonly faults?: readonly Fault[];
}

/** A refusal of the API; the message is what the problem document says in `detail`. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly fix: string | null;
  /** Everything that is wrong with the request, where that is why. */
  readonly faults: readonly Fault[];

  constructor(
    readonly type: ProblemType,
    message: string,
    { fix, faults = [], ...options }: RefusedOptions = {},
  ) {
    super(message, options);
    this.fix = fix ?? null;
    this.faults = faults;
  }
}
