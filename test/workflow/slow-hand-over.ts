/** Interceptors of a server that takes its time to take a child over: each start of one goes out a minute late. */
import { sleep, type WorkflowInterceptors } from '@temporalio/workflow';

/** What the bundle of such a worker is made with. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      startChildWorkflowExecution: async (input, next) => {
        await sleep('1 minute', { summary: 'The server takes its time' });
        return await next(input);
      },
    },
  ],
});
