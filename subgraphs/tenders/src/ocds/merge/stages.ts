import { isObject, member, type Json, type JsonObject } from '../json.js';
import { tagsOf } from '../read/validate-release.js';

/** A content of a release, and what it is known by. */
export interface StagedRelease {
  releaseId: string;
  date: string;
  /** Null when it is not at hand; then it counts as an edit of what it shares its name with. */
  release: JsonObject | null;
}

/** Which release a revision belongs to: publishers reuse ids with a new date for a new release. */
export function slotOf({ releaseId, date }: Pick<StagedRelease, 'releaseId' | 'date'>): string {
  return `${date}\n${releaseId}`;
}

/** Tells releases apart that were given one id and one date. */
export interface StageLookup {
  slotOf(revision: StagedRelease): string;
}

interface Stage {
  slot: string;
  release: JsonObject | null;
}

/**
 * Some publishers give every release of a process the same id and date: the tender, then the award. Contents with other
 * tags and other sections are stages, each with its slot; any other content is an edit. Ask in the order of arrival.
 */
export function createStageLookup(): StageLookup {
  const stages = new Map<string, Stage[]>();
  return {
    slotOf(revision) {
      const slot = slotOf(revision);
      const known = stages.get(slot);
      if (known === undefined) {
        stages.set(slot, [{ slot, release: revision.release }]);
        return slot;
      }
      const stage = known.find(({ release }) => !isOtherStage(release, revision.release));
      if (stage !== undefined) {
        stage.release = revision.release;
        return stage.slot;
      }
      const other = `${slot}\n${known.length}`;
      known.push({ slot: other, release: revision.release });
      return other;
    },
  };
}

/** True for two contents that have neither a tag nor a section in common. */
export function isOtherStage(left: JsonObject | null, right: JsonObject | null): boolean {
  if (left === null || right === null) return false;
  const [tags, others] = [tagsOf(left), new Set(tagsOf(right))];
  if (tags.length === 0 || others.size === 0 || tags.some((tag) => others.has(tag) || tag === 'compiled')) return false;
  const [mine, theirs] = [sectionsOf(left), sectionsOf(right)];
  return mine.length > 0 && theirs.length > 0 && !mine.some((name) => theirs.includes(name));
}

const sections = ['planning', 'tender', 'bids', 'awards', 'contracts'];

function sectionsOf(release: JsonObject): string[] {
  return sections.filter((name) => says(member(release, name)));
}

// Later stages repeat the id of the tender and nothing else of it.
function says(section: Json | undefined): boolean {
  if (Array.isArray(section)) return section.some(says);
  return isObject(section) && Object.keys(section).some((key) => key !== 'id');
}
