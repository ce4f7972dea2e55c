import { loadConfig, url } from '@hub/runtime/config';
import { filesFrom, type Files } from '@hub/runtime/files';
import { z } from 'zod';

/** What publishing needs beside the scope of a request or job. */
export interface PublishingEnvironment extends Files {
  /** Address of this installation as clients see it, without a slash at its end. */
  readonly publicUrl: string;
}

const settings = z.object({ PUBLIC_URL: url(['http:', 'https:'], 'https://hub.example.org').optional() });

/**
 * What publishing needs, from the settings of the process: PUBLIC_URL stands in packages and links.
 * @throws ConfigError for an address that is none.
 */
export function publishingEnvironmentFrom(env: Readonly<Record<string, string | undefined>>): PublishingEnvironment {
  const { PUBLIC_URL = 'http://127.0.0.1:4000' } = loadConfig(settings, env);
  return { ...filesFrom(env), publicUrl: PUBLIC_URL.replace(/\/+$/u, '') };
}
