import { member, memberAt, objectsIn, ocidOf, type Json, type JsonObject } from '../json.js';
import type { SourceSettings } from '../source-settings.js';
import { languagesOfWordings } from '../text/languages.js';
import { firstSentence, isEmptyTitle, isNumberTitle } from '../text/number-titles.js';
import type { FieldReaders } from './field-readers.js';
import type { TenderState } from './tender-state.js';

type Names = Pick<TenderState, 'title' | 'description' | 'reference' | 'translations'>;

const titleLengthMax = 500;
const translationsMax = 20;

/** What the title of a tender was taken from: its own title, or what stood for one. */
export type TitleOrigin = 'TITLE' | 'DESCRIPTION' | 'LATER_STAGE' | 'PLAN' | 'PART' | 'NUMBER' | 'OCID';

interface NamesInput {
  compiled: JsonObject;
  tender: Json | undefined;
  read: FieldReaders;
  settings: SourceSettings;
}

/** What a tender is called. A title that is its number is its reference, and what is asked for stands in its description. */
export function readNames(from: NamesInput): Names {
  return findNames(from).names;
}

/** What a tender is called, and where that was found. */
export function findNames(from: NamesInput): { names: Names; origin: TitleOrigin } {
  const { compiled, tender, read, settings } = from;
  const ocid = ocidOf(compiled);
  const title = read.lineAt(tender, 'title');
  const descriptions = read.textsAt(tender, 'description');
  const description = descriptions[0] ?? null;
  const id = read.code(member(tender, 'id'), 200);
  const isNumber = title !== null && (settings.titleIsReference || isNumberTitle(title, [id, ocid]));
  const told = (): string | null =>
    settings.titleIsReference ? read.lineAt(tender, 'description') : description && firstSentence(description);
  const human = isNumber || (title !== null && isEmptyTitle(title)) ? null : title;
  const [named, origin] = firstNamed([
    ['TITLE', () => human],
    ['DESCRIPTION', told],
    ['LATER_STAGE', () => nameFromLaterStages(compiled, read)],
    ['PLAN', () => nameFromPlan(compiled, read)],
    ['PART', () => nameFromOnlyPart(tender, read)],
    ['NUMBER', () => title],
  ]) ?? [ocid, 'OCID'];
  const names = {
    title: shorten(named),
    description,
    reference: (isNumber ? title : null) ?? read.line(id, 200),
    translations: {
      title: read.translationsAt(tender, 'title').slice(0, translationsMax - 1),
      description: descriptions.slice(1, translationsMax),
      languages: languagesIn(tender),
    },
  };
  return { names, origin };
}

function languagesIn(tender: Json | undefined): string[] {
  const tags = ['title', 'description'].flatMap((name) => languagesOfWordings(tender, name));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, translationsMax);
}

function firstNamed(
  places: readonly (readonly [TitleOrigin, () => string | null])[],
): readonly [string, TitleOrigin] | null {
  for (const [origin, look] of places) {
    const text = look();
    if (text !== null) return [text, origin];
  }
  return null;
}

// cspell:ignore Lote perceel partida ítem partie posten unico único einzeln
// "Lot 1", "Lote único", "Item A": which part it is, and not what it is for.
const namesPartOnly =
  /^(?:(?:the|only|single|whole|entire)\s+)?(?:lot|lote|los|perceel|partida|item|ítem|part|partie|posten)s?(?:\s+(?:n[°ºo.]*|unico|único|unique|einzeln|[\p{L}\p{N}]{1,3}))*$/iu;

// A tender of one lot, or of one item, is for what that says.
function nameFromOnlyPart(tender: Json | undefined, read: FieldReaders): string | null {
  const [lots, items] = [objectsIn(member(tender, 'lots')), objectsIn(member(tender, 'items'))];
  const [lot, item] = [lots.length === 1 ? lots[0] : undefined, items.length === 1 ? items[0] : undefined];
  const name = read.lineAt(lot, 'title') ?? read.lineAt(lot, 'description') ?? read.lineAt(item, 'description');
  return name === null || isEmptyTitle(name) || isNumberTitle(name, []) || namesPartOnly.test(name) ? null : name;
}

// Publishers that start at the contract stage name the process there.
function nameFromLaterStages(compiled: JsonObject, read: FieldReaders): string | null {
  const stages = [...objectsIn(member(compiled, 'contracts')), ...objectsIn(member(compiled, 'awards'))];
  for (const stage of stages) {
    const item = objectsIn(member(stage, 'items'))[0];
    const name = read.lineAt(stage, 'title') ?? read.lineAt(stage, 'description') ?? read.lineAt(item, 'description');
    if (name !== null) return name;
  }
  return null;
}

// Others name it in its plan alone.
function nameFromPlan(compiled: JsonObject, read: FieldReaders): string | null {
  const planning = member(compiled, 'planning');
  return (
    read.lineAt(planning, 'rationale') ??
    read.lineAt(member(planning, 'budget'), 'description') ??
    read.line(memberAt(planning, 'budget', 'project'))
  );
}

function shorten(title: string): string {
  return title.length <= titleLengthMax
    ? title
    : `${title
        .slice(0, titleLengthMax - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
