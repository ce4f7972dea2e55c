import { HubError } from '../errors/errors.js';

/** Where a file is: whose it is, what sort of file, and its name. */
export interface FilePath {
  /** Id of a team; of a person, for pictures of people. */
  readonly ownerId: string;
  /** Such as `exports`. */
  readonly kind: string;
  /** Lower-case letters, digits and dashes, with one or two extensions. */
  readonly name: string;
}

const shapes = {
  ownerId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u,
  kind: /^[a-z][a-z-]{0,31}$/u,
  name: /^[a-z0-9][a-z0-9-]{0,79}(?:\.(?!part$)[a-z0-9]{1,8}){1,2}$/u,
} as const;

/** True for a path that names a file and can name nothing outside the store. */
export function isFilePath({ ownerId, kind, name }: FilePath): boolean {
  return shapes.ownerId.test(ownerId) && shapes.kind.test(kind) && shapes.name.test(name);
}

/**
 * `<owner>/<kind>/<name>`, the same in every adapter.
 * @throws HubError `BAD_REQUEST` for a part that could lead elsewhere; such a part is never made clean and used.
 */
export function textOfPath(path: FilePath): string {
  if (!isFilePath(path)) throw new HubError('BAD_REQUEST', 'This is not the name of a file.');
  return `${path.ownerId}/${path.kind}/${path.name}`;
}

/**
 * The folder of an owner's files, the same in every adapter.
 * @throws HubError `BAD_REQUEST` for what is no id.
 */
export function folderOf(ownerId: string): string {
  if (!shapes.ownerId.test(ownerId)) throw new HubError('BAD_REQUEST', 'This is not the id of an owner of files.');
  return ownerId;
}
