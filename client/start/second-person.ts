/** `REQUIRE_SECOND_PERSON`: whoever starts a migration may never approve it, whatever the start says. */
import { z } from 'zod';
import type { StartInput } from '../../domain/input';
import { InvalidInput } from '../errors';

const askedSchema = z.looseObject({ policy: z.looseObject({ secondPerson: z.unknown() }) });

/**
 * A start with `policy.secondPerson`. One that asks for the opposite is refused rather than changed; `asked` is the
 * input as the caller wrote it, since a default that was filled in is no wish.
 */
export function demandSecondPerson(input: StartInput, asked: unknown): StartInput {
  if (input.approval === 'auto') {
    const fix = 'Leave it out: who did not start the migration approves it.';
    throw new InvalidInput('approval', 'cannot be auto while REQUIRE_SECOND_PERSON is true', fix);
  }
  const parsed = askedSchema.safeParse(asked);
  if (parsed.success && parsed.data.policy.secondPerson === false) {
    const message = 'cannot be false while REQUIRE_SECOND_PERSON is true';
    throw new InvalidInput('policy.secondPerson', message, 'Leave it out.');
  }
  return { ...input, policy: { ...input.policy, secondPerson: true } };
}
