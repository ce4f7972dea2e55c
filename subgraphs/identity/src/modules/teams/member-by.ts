import type { Context } from '../../context.js';

/** The member who made or changed something; null when there is none, or the person has left. */
export function memberBy({ member }: Context['loaders'], id: string | null) {
  return id === null ? null : member.load(id);
}
