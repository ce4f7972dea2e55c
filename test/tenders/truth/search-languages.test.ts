// cspell:disable
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { packSegments } from '@hub/tenders/search/pack-segments';
import { asOlderReadersLeftThem } from './older-rows.js';
import { ocidOf, released, truthKit, type TruthKit } from './truth-kit.js';

let kit: TruthKit;
const tenders: Record<string, [language: string | undefined, title: string]> = {
  af: [undefined, 'Herstel van paaie en brûe vir die distrik'],
  en: ['en', 'Repair of pumps and a path'],
  fr: ['fr', 'Réparations des routes communales'],
  es: ['spa', 'Obras de construcción de escuelas'],
  pt: ['pt-BR', 'Manutenções de estradas vicinais'],
  de: ['de', 'Reinigungen der Straßen'],
};
const translated = { title: 'Supply of ladders', title_fr: 'Fourniture d’échelles', status: 'active' };

beforeAll(async () => {
  kit = await truthKit();
  await kit.feed(
    ...Object.entries(tenders).map(([process, [language, title]]) =>
      released(process, 1, { title, status: 'active' }, language === undefined ? {} : { language }),
    ),
    released('translated', 1, translated, { language: 'en' }),
  );
});
afterAll(() => kit.close());

async function found(search: string): Promise<string[]> {
  const { tenders: page } = JSON.parse(
    JSON.stringify(
      await kit.read('query ($search: String) { tenders(search: $search) { edges { node { ocid } } } }', { search }),
    ),
  );
  return page.edges.map(({ node }: { node: { ocid: string } }) => node.ocid);
}

const cases = [
  ['pad', 'af'],
  ['brug herstelling', 'af'],
  ['route', 'fr'],
  ['réparation de la route', 'fr'],
  ['"réparation de la route"', null],
  ['obra construcciones', 'es'],
  ['manutenção', 'pt'],
  ['estrada', 'pt'],
  ['straße reinigung', 'de'],
  ['repairs and pumps', 'en'],
  ['pumping', 'en'],
  ['échelle', 'translated'],
] as const;

test.each(cases)('"%s" finds the tender in %s', async (search, process) => {
  expect(await found(search)).toEqual(process === null ? [] : [ocidOf(process)]);
});

test.each([
  ['obra construcciones', ['Obras', ' de ', 'construcción', ' de escuelas']],
  ['pad', ['Herstel van ', 'paaie', ' en brûe vir die distrik']],
  ['pumping', ['Repair of ', 'pumps', ' and a path']],
])('"%s" is highlighted in its other forms', async (search, parts) => {
  const { tenders: page } = JSON.parse(
    JSON.stringify(
      await kit.read(
        'query ($search: String) { tenders(search: $search) { edges { highlights { field parts { text isHit } } } } }',
        { search },
      ),
    ),
  );

  const [highlight] = page.edges[0].highlights;
  expect(highlight.field).toBe('TITLE');
  expect(highlight.parts.map(({ text }: { text: string }) => text)).toEqual(parts);
});

test('rows of older readers are found by them once they were read again, and so they are out of segments', async () => {
  await asOlderReadersLeftThem(kit.database);
  expect(await found('estrada')).toEqual([]);

  await kit.reread();

  expect(await found('estrada')).toEqual([ocidOf('pt')]);

  const pool = new pg.Pool({ connectionString: kit.database.urlOf('svc_importer'), max: 1 });
  await packSegments(pool, new AbortController().signal, { changedMin: 1 });
  await pool.end();

  for (const [search, process] of cases) expect(await found(search)).toEqual(process === null ? [] : [ocidOf(process)]);
});
