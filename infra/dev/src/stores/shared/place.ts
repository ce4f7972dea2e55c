import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { UsageError } from '../../usage-error.js';
import type { Machine } from './machine.js';

/** The unprivileged user that store processes run as when the product was started by root. */
export interface StoreUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where a profile of this checkout keeps things. */
export interface Place {
  readonly root: string;
  /** Port files, logs and secrets: ours alone. */
  readonly profileDirectory: string;
  /** The stores' data folders lie here; the same as `profileDirectory` unless the store user cannot reach that. */
  readonly dataDirectory: string;
  /** Downloaded binaries, shared by all checkouts of this user. */
  readonly cacheDirectory: string;
  /** Null when the stores run as the very user who started the product. */
  readonly user: StoreUser | null;
  /** Said in the table when data could not be kept in the checkout. */
  readonly note: string | null;
}

const folderName = 'tender-insight-hub';

/** Decides the folders and the user, and creates the folders. */
export async function resolvePlace(root: string, profile: string, machine: Machine): Promise<Place> {
  const profileDirectory = join(root, '.data', profile);
  makeTraversable(join(root, '.data'));
  makeTraversable(profileDirectory);
  refuseForeignFolder(profileDirectory, machine);
  const cacheDirectory = cacheFolder(machine);
  mkdirSync(cacheDirectory, { recursive: true });
  const inside = { root, profileDirectory, dataDirectory: profileDirectory, cacheDirectory, user: null, note: null };
  if (!machine.isRoot) return inside;

  makeTraversable(cacheDirectory);
  const user = await findStoreUser(root, machine);
  if (await canReach(machine, user, profileDirectory)) return { ...inside, user };
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 12);
  const dataDirectory = join(machine.env['HUB_STATE_DIRECTORY'] ?? join('/var/lib', folderName), checkout, profile);
  makeTraversable(dataDirectory);
  return { ...inside, user, dataDirectory, note: `user ${user.name} cannot reach ${root}: data in ${dataDirectory}` };
}

/** Creates a store's data folder and gives it to the user who runs the store. */
export function makeDataFolder(place: Place, name: string): string {
  const folder = join(place.dataDirectory, name);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (place.user !== null) chownSync(folder, place.user.uid, place.user.gid);
  return folder;
}

/** A path as the table shows it: short where it lies in the checkout. */
export function shownPath({ root }: Pick<Place, 'root'>, path: string): string {
  const short = relative(root, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** Whether the store user can execute or enter a path; always true when there is no separate user. */
export async function canReach(machine: Machine, user: StoreUser | null, path: string): Promise<boolean> {
  if (user === null) return true;
  const result = await machine.run('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
  });
  return result.code === 0;
}

/** After a start as root, the files of the profile are root's, and another user can neither read nor replace them. */
function refuseForeignFolder(folder: string, machine: Machine): void {
  const { uid } = statSync(folder);
  if (machine.isRoot || uid === process.getuid?.()) return;
  throw new UsageError(
    `${folder} belongs to user ${uid}. Start as that user, or take it over: sudo chown -R "$(id -u)" "${folder}"`,
  );
}

function cacheFolder(machine: Machine): string {
  const directory = machine.env['HUB_CACHE_DIRECTORY'];
  if (directory !== undefined && directory !== '') return directory;
  // Root's own cache folder is closed to everybody else, so the binaries go where any user can run them.
  if (machine.isRoot) return join('/var/cache', folderName);
  return join(machine.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), folderName);
}

function makeTraversable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { mode, uid } = statSync(folder);
  // A strict umask must not lock the store user out.
  if ((mode & 0o011) !== 0o011 && uid === process.getuid?.()) chmodSync(folder, (mode & 0o777) | 0o011);
}

/** The owner of the checkout can reach it, so it comes first; root cannot, for no store runs as root. */
async function findStoreUser(root: string, machine: Machine): Promise<StoreUser> {
  const accounts = readAccounts();
  const owner = statSync(root);
  const byName = (name: string): StoreUser[] => accounts.filter((account) => account.name === name);
  const named = machine.env['HUB_STORE_USER'];
  const candidates =
    named === undefined
      ? [
          ...accounts.filter((account) => account.uid === owner.uid),
          ...byName('nobody'),
          ...byName('postgres'),
          ...byName('daemon'),
        ]
      : byName(named);
  for (const user of candidates) {
    if (user.uid === 0) continue;
    // Some containers map no other user: then this fails, and so would the store.
    const probe = await machine.run('/bin/sh', ['-c', 'exit 0'], { uid: user.uid, gid: user.gid, cwd: '/' });
    if (probe.code === 0) return user;
  }
  throw new UsageError(
    'Postgres and MongoDB do not run as root, and no unprivileged user was found. Name one with HUB_STORE_USER=<user>.',
  );
}

function readAccounts(): StoreUser[] {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name === undefined || uid === undefined || gid === undefined
      ? []
      : [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
