import { linksOf } from '../../../ocds/index.js';
import type { JoinableRecord } from './organisation-records.repository.js';
import { uuidV7 } from '../../../bulk/index.js';

/** A supplier as its records make it. */
export interface JoinedSupplier {
  readonly id: string;
  readonly isNew: boolean;
  /** The smallest of its links: it depends on the records alone. */
  readonly key: string;
  /** Of some record; which one counts is decided when all are written. */
  readonly name: string;
  readonly records: readonly JoinableRecord[];
}

/**
 * Joins records that share a link, directly or by way of others. The suppliers that come of it depend on the set of
 * records only; which rows they keep follows from where the records were before.
 */
export function joinRecords(records: readonly JoinableRecord[]): JoinedSupplier[] {
  const taken = new Set<string>();
  return groupsOf(records)
    .toSorted((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ key, members }) => {
      // The oldest row that is free; the ids are ordered by time.
      const before = members.flatMap(({ supplierId }) => supplierId ?? []).toSorted();
      const kept = before.find((id) => !taken.has(id));
      if (kept !== undefined) taken.add(kept);
      return { id: kept ?? uuidV7(), isNew: kept === undefined, key, name: members[0]?.name ?? key, records: members };
    });
}

interface Group {
  key: string;
  members: JoinableRecord[];
}

function groupsOf(records: readonly JoinableRecord[]): Group[] {
  const groupOf = new Map<string, Group>();
  const groups = new Set<Group>();
  for (const record of records) {
    const links = linksOf(record);
    const met = new Set(links.flatMap((link) => groupOf.get(link) ?? []));
    const [group = { key: record.id, members: [] }, ...others] = met;
    for (const other of others) absorb(group, other, groupOf);
    for (const other of others) groups.delete(other);
    group.members.push(record);
    const smallest = links.toSorted()[0] ?? record.id;
    if (group.members.length === 1 || smallest < group.key) group.key = smallest;
    for (const link of links) groupOf.set(link, group);
    groups.add(group);
  }
  return [...groups];
}

function absorb(group: Group, other: Group, groupOf: Map<string, Group>): void {
  group.members.push(...other.members);
  if (other.key < group.key) group.key = other.key;
  for (const link of other.members.flatMap(linksOf)) groupOf.set(link, group);
}
