/**
 * The failure converter that goes with encryption: message and stack trace become a payload, which the codec encrypts.
 * Temporal loads it by path, into the workflow sandbox too, so it imports nothing else.
 */
import { DefaultFailureConverter } from '@temporalio/common';

/** Temporal looks for this name. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
