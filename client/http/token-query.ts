/** How a request says with which of the workers' tokens Meta is to be asked. */
import type { TokenChoice } from '../migrations';

/** The choice as query parameters; none where the default holds. */
export const tokenQuery = ({ tokenRef }: TokenChoice): { tokenRef?: string } =>
  tokenRef === undefined ? {} : { tokenRef };
