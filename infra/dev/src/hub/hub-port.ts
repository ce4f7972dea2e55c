import { freePort } from '../stores/shared/port.js';
import { UsageError } from '../usage-error.js';

const usualPort = 4000;

/** The gateway's port: `HUB_PORT`, else 4000, else a free one, and then a sentence that says so. */
export async function choosePort(
  setting: string | undefined,
): Promise<{ readonly port: number; readonly note: readonly string[] }> {
  const preferredPort = setting === undefined || setting === '' ? usualPort : Number(setting);
  if (!Number.isInteger(preferredPort) || preferredPort < 0 || preferredPort > 65_535)
    throw new UsageError(`HUB_PORT=${setting} is no port: give a number from 0 to 65535.`);
  const port = await freePort(preferredPort);
  return {
    port,
    note:
      port === preferredPort || preferredPort === 0
        ? []
        : [`Port ${preferredPort} is busy, so the gateway listens on ${port}.`],
  };
}
