import { describeInvariant } from './cases';
import { asks, creditRun, creditState, ended, goodShare, order, outcome, wrote } from './good-credit';
import { SECRETS } from './good-run';

const open = [creditRun('shareCreditLine', wrote(2, 'share'))];

describeInvariant(3, {
  keeps: {
    'a share that waits for a person': { ...goodShare, creditStates: [creditState(asks)], histories: open },
  },
  breaks: {
    'an accepted share without a run': {
      ...goodShare,
      commands: [...goodShare.commands, order('share', {}, { businessId: '27' })],
    },
    'an accepted revoke without a run': {
      ...goodShare,
      commands: [...goodShare.commands, order('revoke', {}, { businessId: '27' })],
    },
    'a share that waits for nobody': {
      ...goodShare,
      journal: [],
      creditStates: [creditState({ phase: 'verifying', outcome: null })],
      histories: open,
      allocationsAfter: [],
    },
    'a share that says compensated and is Completed at Temporal': {
      ...goodShare,
      journal: [],
      creditStates: [creditState({ phase: 'compensated', outcome: outcome() })],
      histories: [creditRun('shareCreditLine', ended('completed'))],
      allocationsAfter: [],
    },
  },
});

describeInvariant(7, {
  keeps: { 'a share that completed': goodShare },
  breaks: {
    'a token in the document of a share': {
      ...goodShare,
      creditStates: [creditState({ currency: `INR ${SECRETS[0]}` })],
    },
  },
});
