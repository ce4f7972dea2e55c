import type { TenderStatus } from '../ocds/index.js';

/** What tenders are filtered by. What is absent is no condition; of a list, any one will do. */
export interface SearchFilter {
  /** By their UUIDs. Segments do not know these. */
  readonly ids?: readonly string[] | undefined;
  readonly provinces?: readonly string[] | undefined;
  /** Provinces that a text was taken to name: tenders that state another one are left out. */
  readonly namedProvinces?: readonly string[] | undefined;
  readonly buyerIds?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly procurementCategories?: readonly string[] | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly statuses?: readonly TenderStatus[] | undefined;
  readonly value?: ValueFilter | undefined;
  readonly closing?: Period | undefined;
  readonly published?: Period | undefined;
  readonly hasBriefing?: boolean | undefined;
  readonly cidb?: DesignationFilter | undefined;
}

/** From an instant on, and before another. */
export interface Period {
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
}

/** An estimated value in one currency, as decimal numbers. */
export interface ValueFilter {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly currency: string;
  /** Whether tenders without a disclosed value are found as well. */
  readonly undisclosed: 'INCLUDE' | 'EXCLUDE' | 'ONLY';
}

/** A CIDB designation of a contractor. */
export interface Designation {
  readonly class: string;
  readonly grade: number;
  readonly isPotentiallyEmerging: boolean;
}

/** Tenders that one of these designations is enough for. */
export interface DesignationFilter {
  readonly holds: readonly Designation[];
  readonly unstated: 'INCLUDE' | 'EXCLUDE';
}

/** Keys of tender_search.cidb that a designation is enough for: its class or any, its grade or a lower one or any. */
export function cidbKeysOf({ class: name, grade, isPotentiallyEmerging }: Designation): string[] {
  const grades = Array.from({ length: grade }, (_, index) => String(index + 1));
  const keys = [...grades.flatMap((lower) => [`${name}${lower}`, `*${lower}`]), `${name}*`];
  return isPotentiallyEmerging ? keys.flatMap((key) => [key, `${key}PE`]) : keys;
}
