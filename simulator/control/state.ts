import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { settingsSchema } from '../settings';
import { settle } from '../migration/engine';
import { stateSchema, tokenChangesSchema, tokenSchema } from '../state';
import type { World } from '../world';

const tokenInputSchema = tokenChangesSchema.required({ ref: true, token: true });

/** Whole state, the switches of the whole simulator, and tokens. */
export function registerState(server: FastifyInstance, world: World): void {
  server.get('/_sim/state', () => {
    settle(world);
    return world.state;
  });
  server.put('/_sim/state', (request) => {
    world.state = stateSchema.parse(request.body);
    world.lastAnswers.clear();
    return world.state;
  });
  server.patch('/_sim/settings', (request) => {
    const { throttle, ...rest } = z.looseObject({ throttle: z.looseObject({}).optional() }).parse(request.body);
    const { settings } = world.state;
    world.state.settings = settingsSchema.parse({
      ...settings,
      ...rest,
      throttle: { ...settings.throttle, ...throttle },
    });
    return world.state.settings;
  });
  // A token with the ref of an existing one replaces it; what is left out is as in the first token of the state.
  server.post('/_sim/tokens', (request) => {
    const input = tokenInputSchema.parse(request.body);
    const { tokens } = world.state;
    const base = tokens.find(({ ref }) => ref === input.ref) ?? tokens[0];
    const token = tokenSchema.parse({ ...base, ...input });
    world.state.tokens = [...tokens.filter(({ ref }) => ref !== token.ref), token];
    return token;
  });
}
