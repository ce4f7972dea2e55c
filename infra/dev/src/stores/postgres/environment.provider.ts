import type { Provider, Refusal, RunningStore } from '../provider.js';
import { postgresVersion, postgresVersionMin } from './postgres-probe.js';

/** `DATABASE_URL`: an administrative address. Nothing is started, nothing is stopped. */
export const postgresEnvironmentProvider: Provider = {
  name: 'environment',
  store: 'postgres',
  examine: async ({ machine }) => {
    const url = machine.env['DATABASE_URL'];
    return url === undefined || url === '' ? { refused: 'DATABASE_URL is not set' } : { usable: 'DATABASE_URL is set' };
  },
  tryStart: async ({ machine }) => {
    const url = machine.env['DATABASE_URL'] ?? '';
    try {
      return judgePostgres(url, await postgresVersion(url));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        refused: `DATABASE_URL does not answer: ${reason}`,
        remedy: 'Correct DATABASE_URL, or unset it to use a server of our own.',
        isFinal: true,
      };
    }
  },
};

/** Accepts a server by its version string. */
export function judgePostgres(url: string, version: string): RunningStore | Refusal {
  if (Number.parseInt(version, 10) >= postgresVersionMin)
    return { url, note: `Postgres ${version}`, stop: () => Promise.resolve() };
  return {
    refused: `DATABASE_URL names Postgres ${version}, and ${postgresVersionMin} is the oldest that works`,
    remedy: 'Upgrade that server, or unset DATABASE_URL to use a server of our own.',
    isFinal: true,
  };
}
