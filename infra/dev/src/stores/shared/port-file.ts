import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../usage-error.js';
import type { StoreName } from '../provider.js';
import type { Place } from './place.js';

const portFileSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().positive(),
  url: z.string(),
  provider: z.string(),
  /** The server's data folder: what proves that an answering server is this checkout's. */
  dataFolder: z.string(),
  note: z.string(),
  /** The product process that must stop the store, and when it began, since process ids come round again. */
  owner: z.object({ pid: z.number().int(), startedAt: z.string().nullable() }),
});

/** Says where an own instance runs. Written as soon as the process exists, so that a killed parent loses nothing. */
export type PortFile = z.infer<typeof portFileSchema>;

/** Null when there is none, or when it cannot be understood: then it is as good as none. */
export function readPortFile(place: Place, store: StoreName): PortFile | null {
  const path = pathOf(place, store);
  if (!existsSync(path)) return null;
  try {
    return portFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (isPermissionError(error))
      throw new UsageError(`${path} belongs to another user. Start as that user, or remove .data.`);
    return null;
  }
}

/** Replaces the file in one step; mode 600, for the address holds the password. */
export function writePortFile(place: Place, store: StoreName, content: PortFile): void {
  const path = pathOf(place, store);
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}

/** Forgets the instance. */
export function removePortFile(place: Place, store: StoreName): void {
  rmSync(pathOf(place, store), { force: true });
}

function pathOf(place: Place, store: StoreName): string {
  return join(place.profileDirectory, `${store}.json`);
}

function isPermissionError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EACCES';
}
