/** Interceptors of a server that takes its time to take a child over: each start of one goes out seconds late. */
import { sleep, type WorkflowInterceptors } from '@temporalio/workflow';

/** What the bundle of such a worker is made with. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      startChildWorkflowExecution: async (input, next) => {
        await sleep('5 seconds', { summary: 'The server takes its time' });
        return await next(input);
      },
    },
  ],
});
