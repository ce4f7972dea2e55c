import { loadConfig, readTogether, url, type Environment } from '@hub/runtime/config';
import { filesFrom, type Files } from '@hub/runtime/files';
import { z } from 'zod';

/** What publishing needs beside the scope of a request or job. */
export interface PublishingEnvironment extends Files {
  /** Address of this installation as clients see it, without a slash at its end. */
  readonly publicUrl: string;
}

const fields = z.object({
  PUBLIC_URL: url(['http:', 'https:'], 'https://hub.example.org').default('http://127.0.0.1:4000'),
});

/**
 * What publishing needs, from the settings of the process: PUBLIC_URL stands in packages and links.
 * @throws ConfigError listing every variable that is wrong, those of files among them.
 */
export function publishingEnvironmentFrom(env: Environment): PublishingEnvironment {
  return readTogether((read) => {
    const address = read((variables) => loadConfig(fields, variables).PUBLIC_URL);
    const files = read(filesFrom);
    return () => ({ ...files(), publicUrl: address().replace(/\/+$/u, '') });
  }, env);
}
