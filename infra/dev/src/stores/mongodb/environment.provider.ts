import { z } from 'zod';
import type { Provider, Refusal } from '../provider.js';
import { direct, mongodbVersionMin, withMongo } from './mongodb-server.js';

const helloSchema = z.object({ setName: z.string().optional(), msg: z.string().optional() });

/** `MONGODB_URL`: a replica set, Atlas, or a sharded cluster. Nothing is started. */
export const mongodbEnvironmentProvider: Provider = {
  name: 'environment',
  store: 'mongodb',
  examine: async ({ machine }) => {
    const url = machine.env['MONGODB_URL'];
    if (url === undefined || url === '') return { refused: 'MONGODB_URL is not set' };
    if (/^mongodb(\+srv)?:\/\//.test(url)) return { usable: 'MONGODB_URL is set' };
    return {
      refused: 'MONGODB_URL is no mongodb:// address',
      remedy: 'Set MONGODB_URL=mongodb://host:27017/hub?replicaSet=rs0, or unset it.',
      isFinal: true,
    };
  },
  tryStart: async ({ machine }) => {
    const url = machine.env['MONGODB_URL'] ?? '';
    try {
      const { version, hello } = await withMongo(probeUrl(url), async (client) => {
        const admin = client.db('admin');
        const build = z.object({ version: z.string() }).parse(await admin.command({ buildInfo: 1 }));
        return { version: build.version, hello: helloSchema.parse(await admin.command({ hello: 1 })) };
      });
      const refusal = judgeMongodb({ version, isReplicated: hello.setName !== undefined || hello.msg === 'isdbgrid' });
      return refusal ?? { url, note: `MongoDB ${version}`, stop: () => Promise.resolve() };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        refused: `MONGODB_URL does not answer: ${reason}`,
        remedy: 'Correct MONGODB_URL, or unset it to use a server of our own.',
        isFinal: true,
      };
    }
  },
};

/** Null when the server will do. */
export function judgeMongodb({ version, isReplicated }: { version: string; isReplicated: boolean }): Refusal | null {
  if (Number.parseInt(version, 10) < mongodbVersionMin) {
    return {
      refused: `MONGODB_URL names MongoDB ${version}, and ${mongodbVersionMin}.0 is the oldest that works`,
      remedy: 'Upgrade it, or unset MONGODB_URL.',
      isFinal: true,
    };
  }
  if (isReplicated) return null;
  return {
    refused: 'MONGODB_URL names a standalone server, and transactions need a replica set',
    // The server has to run with a set name first, or rs.initiate() answers that replication is not enabled.
    remedy: `One command turns it into a set of one: mongosh "$MONGODB_URL" --eval 'rs.initiate()' (its mongod must run with --replSet rs0; in mongod.conf: replication.replSetName: rs0).`,
    isFinal: true,
  };
}

/** One member is asked directly, for a set that has no primary yet would only time out. */
function probeUrl(url: string): string {
  if (url.startsWith('mongodb+srv:') || /\/\/[^/]*,/.test(url)) return url;
  return direct(url);
}
