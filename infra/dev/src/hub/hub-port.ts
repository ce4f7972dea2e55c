import { freePort } from '../stores/shared/port.js';
import { UsageError } from '../usage-error.js';

const usualPort = 4000;

/** The gateway's port: `HUB_PORT`, else 4000, else a free one, and then a sentence that says so. */
export async function choosePort(
  wished: string | undefined,
): Promise<{ readonly port: number; readonly note: readonly string[] }> {
  const wishedPort = wished === undefined || wished === '' ? usualPort : Number(wished);
  if (!Number.isInteger(wishedPort) || wishedPort < 0 || wishedPort > 65_535)
    throw new UsageError(`HUB_PORT=${wished} is no port: give a number from 0 to 65535.`);
  const port = await freePort(wishedPort);
  return {
    port,
    note:
      port === wishedPort || wishedPort === 0 ? [] : [`Port ${wishedPort} is busy, so the gateway listens on ${port}.`],
  };
}
