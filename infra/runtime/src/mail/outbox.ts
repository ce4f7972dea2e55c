import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isUuid } from '../values/values.js';
import type { Mail } from './compose-mail.js';

/** A mail as the outbox holds it. */
export interface OutboxMail extends Mail {
  readonly id: string;
  readonly sentAt: string;
}

/** Mails that were not sent but kept in a folder, to be read at a person's own machine. */
export interface Outbox {
  /** Keeps a mail. A second time it takes the place of the first. */
  put(id: string, mail: Mail, at: Date): Promise<void>;
  /** The newest mails, newest first. */
  list(): Promise<readonly OutboxMail[]>;
  /** Null when there is none. */
  find(id: string): Promise<OutboxMail | null>;
}

const listedMax = 100;

const stored = z.object({
  id: z.string(),
  sentAt: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  unsubscribeUrl: z.string().optional(),
});

/** An outbox in a folder, which processes of one machine share. */
export function openOutbox(folder: string): Outbox {
  const root = resolve(folder);
  const read = async (name: string): Promise<OutboxMail | null> => {
    const text = await readFile(join(root, name), 'utf8').catch(() => null);
    return text === null ? null : stored.parse(JSON.parse(text));
  };
  return {
    async put(id, mail, at) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const place = join(root, `${id}.json`);
      // Whoever lists meanwhile sees the whole mail or none.
      const partial = join(root, `${id}.part`);
      await writeFile(partial, JSON.stringify({ ...mail, id, sentAt: at.toISOString() }), { mode: 0o600 });
      await rename(partial, place);
    },
    async list() {
      const names = await readdir(root).catch((): string[] => []);
      const mails = await Promise.all(names.filter((name) => name.endsWith('.json')).map(read));
      return mails
        .filter((mail) => mail !== null)
        .toSorted((a, b) => b.sentAt.localeCompare(a.sentAt) || b.id.localeCompare(a.id))
        .slice(0, listedMax);
    },
    // An id that is none could lead out of the folder.
    find: async (id) => (isUuid(id) ? read(`${id}.json`) : null),
  };
}
