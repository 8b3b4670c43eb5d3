import type { GraphAnswer, GraphCall } from '../graph-call';
import { requestedFields, requiredParam } from '../graph-call';
import type { NodeShape } from '../nodes';
import { readNode } from '../nodes';
import { findToken } from '../tokens';

const userNode: NodeShape<{ id: string; name: string }> = {
  type: 'User',
  defaults: ['name'],
  fields: { name: (user) => user.name },
};

/** `GET /me`: the user that the token stands for. */
export function getMe(call: GraphCall): GraphAnswer {
  const { userId, userName } = call.token;
  return { body: readNode(userNode, { id: userId, name: userName }, requestedFields(call), call) };
}

/** `GET /debug_token`: what another token may do. `granular_scopes` name targets only where it has some. */
export function debugToken(call: GraphCall): GraphAnswer {
  const token = findToken(call.world.state, requiredParam(call, 'input_token'));
  // Graph answers 200 for a token that it does not know, too.
  if (!token || token.appId !== call.token.appId) {
    const error = { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
    return { body: { data: { error, is_valid: false, scopes: [] } } };
  }
  const { targetIds } = token;
  return {
    body: {
      data: {
        app_id: token.appId,
        type: token.type,
        application: call.world.state.apps.find(({ id }) => id === token.appId)?.name ?? '',
        data_access_expires_at: 0,
        expires_at: 0,
        is_valid: token.valid,
        scopes: token.scopes,
        granular_scopes: token.scopes.map((scope) => ({ scope, ...(targetIds !== null && { target_ids: targetIds }) })),
        user_id: token.userId,
      },
    },
  };
}
