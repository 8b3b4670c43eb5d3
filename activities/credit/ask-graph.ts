/** Live reads for people and programs that hold no token: one question, one answer. */
import type { CreditLine } from '../../domain/account';
import type { CreditLineDetails, CreditLines, GraphAnswer, GraphQuestion } from '../../domain/credit/questions';
import { applicationFailure } from '../failures';
import type { Attempt } from '../guards';
import { describeAccount } from '../account/describe-account';
import { readPart } from '../account/parts';
import { readBusiness } from './business-credit';
import { whyNoLines } from './no-lines';
import { lookAtRadius } from './radius';
import { describeToken } from './token-facts';

/**
 * Answers a question. Reads only: running twice reads again. A refusal of Meta fails it with Meta's message and its fix,
 * where it is about what was asked; a part of the answer that is refused is named in it.
 */
export async function askGraph(attempt: Attempt, question: GraphQuestion): Promise<GraphAnswer> {
  switch (question.kind) {
    case 'credit-lines':
      return listLines(attempt);
    case 'credit-line':
      return describeWholeLine(attempt, question.lineId);
    case 'business-credit':
      return (await readBusiness(attempt, question.businessId)).credit;
    case 'radius':
      return lookAtRadius(attempt, question.businessId);
    case 'token':
      return describeToken(attempt, question.tokenRef);
    case 'account':
      return describeAccount(attempt, question.wabaId);
  }
}

async function listLines(attempt: Attempt): Promise<CreditLines> {
  const { graph, ownBusinessId } = attempt.deps;
  if (ownBusinessId === undefined) {
    throw applicationFailure(
      'InvalidInput',
      'This worker does not know our portfolio: set META_BUSINESS_ID to the id of the portfolio that owns the lines, ' +
        'and restart it.',
    );
  }
  const lines = await graph.listCreditLines(attempt.read, ownBusinessId);
  return {
    businessId: ownBusinessId,
    lines: lines.map(summary),
    why: lines.length > 0 ? null : await whyNoLines(attempt, ownBusinessId),
  };
}

function summary(line: CreditLine): CreditLines['lines'][number] {
  return {
    id: line.id,
    legalEntityName: line.legalEntityName ?? null,
    balance: line.balance ?? null,
    creditAvailable: line.creditAvailable ?? null,
    accessRevoked: line.accessRevoked ?? null,
  };
}

async function describeWholeLine(attempt: Attempt, lineId: string): Promise<CreditLineDetails> {
  const { graph } = attempt.deps;
  const { fields, refused } = await graph.getCreditLine(attempt.read, lineId);
  const [allocations, invoiceGroups] = await Promise.all([
    readPart(() => graph.listAllocations(attempt.read, lineId)),
    readPart(() => graph.listInvoiceGroups(attempt.read, lineId)),
  ]);
  return {
    id: lineId,
    fields: { ...fields },
    allocations: (allocations.ok ? allocations.value : []).map((record) => ({
      id: record.id,
      receivingBusinessId: record.receivingBusinessId ?? null,
      receivingCredentialId: record.receivingCredentialId ?? null,
      status: record.requestStatus ?? null,
    })),
    invoiceGroups: (invoiceGroups.ok ? invoiceGroups.value : []).map(({ id, name }) => ({ id, name: name ?? null })),
    unreadable: [
      ...refused.map((field) => `${field}: refused by Meta`),
      ...(allocations.ok ? [] : [`allocations: ${allocations.why}`]),
      ...(invoiceGroups.ok ? [] : [`invoice groups: ${invoiceGroups.why}`]),
    ],
  };
}
