/** Documents of credit operations and answers of live reads, for tests of what the command line prints. */
import type {
  BusinessCredit,
  CreditLineDetails,
  CreditLineList,
  CreditOutcome,
  CreditStateDocument,
  Radius,
} from '../../../client';
import { creditOutcome, creditState } from '../client/credit/credit-states';
import { DIGEST } from './typed';

/** A share that waits for a person; `more` overrides. */
export function operation(more: Partial<CreditStateDocument> = {}): CreditStateDocument {
  const waitingFor: CreditStateDocument['waitingFor'] = {
    id: 'w1',
    reason: 'Meta does not show the funding yet.',
    until: null,
    verbs: ['retry-verification', 'accept-as-is', 'cancel'],
  };
  return { ...creditState({ phase: 'needs-operator', waitingFor, needsOperator: true }), polling: null, ...more };
}

/** The same operation after its end. */
export const operationEnded = (
  phase: CreditStateDocument['phase'],
  outcome: Partial<CreditOutcome> = {},
  more: Partial<CreditStateDocument> = {},
): CreditStateDocument => ({
  ...creditState({ phase, outcome: { ...creditOutcome('It ended.'), ...outcome } }),
  polling: null,
  ...more,
});

/** A business with one allocation of ours and three accounts, one of which cannot be read. */
export const businessCredit: BusinessCredit = {
  businessId: '77',
  allocations: [
    { id: '501', lineId: '900', receivingBusinessId: '77', receivingCredentialId: '601', status: 'APPROVED' },
  ],
  wabas: [
    {
      wabaId: '1001',
      name: 'ACME',
      currency: 'INR',
      fundedBy: 'our-line',
      fundingId: '601',
      allocationId: '501',
      numbers: 2,
    },
    {
      wabaId: '1002',
      name: 'ACME shop',
      currency: 'USD',
      fundedBy: 'other',
      fundingId: '999',
      allocationId: null,
      numbers: 1,
    },
    {
      wabaId: '1003',
      name: null,
      currency: null,
      fundedBy: 'unreadable',
      fundingId: null,
      allocationId: null,
      numbers: null,
    },
  ],
  unreadable: ['WABA 1003: GET /1003 is not permitted (code 200)'],
};

/** What a revoke of it would stop. */
export const radius: Radius = { ...businessCredit, digest: DIGEST, openRuns: [], numbers: 2 };

/** Two lines, one of which was revoked. */
export const creditLineList: CreditLineList = {
  businessId: '5',
  lines: [
    {
      id: '900',
      legalEntityName: 'ACME Partner Ltd',
      balance: { amount: '1200.50', currency: 'USD' },
      creditAvailable: { amount: '8799.50', currency: 'USD' },
      accessRevoked: false,
    },
    { id: '901', legalEntityName: null, balance: null, creditAvailable: null, accessRevoked: true },
  ],
  why: null,
};

/** One line in full. */
export const creditLineDetails: CreditLineDetails = {
  id: '900',
  fields: {
    id: '900',
    legal_entity_name: 'ACME Partner Ltd',
    balance: { amount: '1200.50', currency: 'USD', amount_in_hundredths: '120050' },
    owner_business: { id: '5', name: 'ACME Partner' },
    is_automated_experience: false,
    sold_to_address: { country: 'IN', city: 'Pune' },
  },
  allocations: [{ id: '501', receivingBusinessId: '77', receivingCredentialId: '601', status: null }],
  invoiceGroups: [{ id: '801', name: 'Main' }],
  unreadable: ['partition_from: refused (code 100)'],
};
