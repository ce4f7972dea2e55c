import { publicUrlFrom, readTogether, type Environment } from '@hub/runtime/config';
import { filesFrom, type Files } from '@hub/runtime/files';

/** What publishing needs beside the scope of a request or job. */
export interface PublishingEnvironment extends Files {
  /** Address of this installation as clients see it, without a slash at its end. */
  readonly publicUrl: string;
}

/**
 * What publishing needs, from the settings of the process: PUBLIC_URL stands in packages and links.
 * @throws ConfigError listing every variable that is wrong, those of files among them.
 */
export function publishingEnvironmentFrom(env: Environment): PublishingEnvironment {
  return readTogether((read) => {
    const publicUrl = read(publicUrlFrom);
    const files = read(filesFrom);
    return () => ({ ...files(), publicUrl: publicUrl() });
  }, env);
}
