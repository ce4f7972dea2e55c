import { HubError } from '../errors/errors.js';

/** Where a file is: whose it is, what sort of file, and its name. */
export interface FilePath {
  readonly teamId: string;
  /** Such as `exports`. */
  readonly kind: string;
  /** Lower-case letters, digits and dashes, with one or two extensions. */
  readonly name: string;
}

const shapes = {
  teamId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u,
  kind: /^[a-z][a-z-]{0,31}$/u,
  name: /^[a-z0-9][a-z0-9-]{0,79}(?:\.(?!part$)[a-z0-9]{1,8}){1,2}$/u,
} as const;

/** True for a path that names a file and can name nothing outside the store. */
export function isFilePath({ teamId, kind, name }: FilePath): boolean {
  return shapes.teamId.test(teamId) && shapes.kind.test(kind) && shapes.name.test(name);
}

/**
 * `<team>/<kind>/<name>`, the same in every adapter.
 * @throws HubError `BAD_REQUEST` for a part that could lead elsewhere; such a part is never made clean and used.
 */
export function textOfPath(path: FilePath): string {
  if (!isFilePath(path)) throw new HubError('BAD_REQUEST', 'This is not the name of a file.');
  return `${path.teamId}/${path.kind}/${path.name}`;
}

/**
 * The folder of a team's files, the same in every adapter.
 * @throws HubError `BAD_REQUEST` for what is no id of a team.
 */
export function folderOfTeam(teamId: string): string {
  if (!shapes.teamId.test(teamId)) throw new HubError('BAD_REQUEST', 'This is not the id of a team.');
  return teamId;
}
