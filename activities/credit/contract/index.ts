/**
 * What the credit workflows may ask of activities: one object in, one object out. Workflows import this as types only.
 *
 * Outcomes that a workflow must decide on are returned as values (`kind`); only what is to be tried again, or cannot be
 * helped, is thrown (the types in `domain/failures.ts`).
 */
import type { GraphAnswer, GraphQuestion } from '../../../domain/credit/questions';
import type { WriteCreditEvidenceInput } from './evidence';
import type { AwaitFundingInput, AwaitFundingResult, PrepareShareInput, PrepareShareResult } from './funding';
import type {
  ConfirmDeletedInput,
  ConfirmDeletedResult,
  DeleteAllocationInput,
  DeleteAllocationResult,
  ReadRadiusInput,
  ReadRadiusResult,
} from './revoke';
import type {
  CheckShareInput,
  CheckShareResult,
  SettleShareInput,
  SettleShareResult,
  UndoShareInput,
  UndoShareResult,
  VerifyFundingInput,
  VerifyFundingResult,
  WriteShareInput,
  WriteShareResult,
} from './share';

export type * from './run';
export type * from './share';
export type * from './revoke';
export type * from './funding';
export type * from './evidence';

/** Every activity of the credit workflows, and those by which a migration funds its clone. */
export interface CreditActivities {
  /** Reads only, and writes the first evidence file. */
  checkShare(input: CheckShareInput): Promise<CheckShareResult>;
  /** A write, once: reads whether it is done already, then one POST. */
  writeShare(input: WriteShareInput): Promise<WriteShareResult>;
  /** Reads only; its retries are the looks. */
  settleShare(input: SettleShareInput): Promise<SettleShareResult>;
  /** Reads only; its retries are the looks. */
  verifyFunding(input: VerifyFundingInput): Promise<VerifyFundingResult>;
  /** A write, once: reads every account of the business, then one DELETE. */
  undoShare(input: UndoShareInput): Promise<UndoShareResult>;
  /** Reads only; with a number it writes an evidence file. */
  readRadius(input: ReadRadiusInput): Promise<ReadRadiusResult>;
  /** A write, once: reads the record, then one DELETE. */
  deleteAllocation(input: DeleteAllocationInput): Promise<DeleteAllocationResult>;
  /** Reads only; its retries are the looks. */
  confirmDeleted(input: ConfirmDeletedInput): Promise<ConfirmDeletedResult>;
  /** Reads what is there now where Meta answers, and writes a file, atomically. Repeatable. */
  writeCreditEvidence(input: WriteCreditEvidenceInput): Promise<{ readonly path: string }>;
  /** Reads only. */
  askGraph(question: GraphQuestion): Promise<GraphAnswer>;
  /** Reads only; its retries are the looks. */
  awaitFunding(input: AwaitFundingInput): Promise<AwaitFundingResult>;
  /** Makes the child's input and its digest; calls nobody. */
  prepareShare(input: PrepareShareInput): Promise<PrepareShareResult>;
}
