import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  member,
  objectsIn,
  mergeReleases,
  knownExtension,
  mergeRulesOf,
  patchSchema,
  mergeVersions,
  ocdsMergeRules,
} from '@hub/tenders/ocds';
import { describeWithData, ocdsFolder, readLines, readObject, readObjects } from './shared-data.js';

const fixtures = 'conformance/ocds-merge-fixtures';
const schemas = {
  '1.0': `${fixtures}/release-schema-1__0__3.json`,
  '1.1': `${fixtures}/release-schema-1__1__4.json`,
  schema: `${fixtures}/schema.json`,
};

function casesOf(folder: string, kind: 'compiled' | 'versioned'): string[] {
  if (!existsSync(`${ocdsFolder}/${fixtures}`)) return [];
  return readdirSync(`${ocdsFolder}/${fixtures}/${folder}`)
    .filter((name) => name.endsWith(`-${kind}.json`))
    .map((name) => name.replace(`-${kind}.json`, ''))
    .filter((name) => existsSync(`${ocdsFolder}/${fixtures}/${folder}/${name}.json`));
}

describeWithData('the merge rules that we keep', () => {
  test('are those of the published schemas', () => {
    expect(new Map(ocdsMergeRules('1.1'))).toEqual(
      new Map(mergeRulesOf(readObject('conformance/ocds-1.1.5/schema/release-schema.json'))),
    );
    expect(new Map(ocdsMergeRules('1.0'))).toEqual(new Map(mergeRulesOf(readObject(schemas['1.0']))));
  });

  test('are those of the reference implementation', () => {
    const golden = readObjects('conformance/golden/merge-rules-ocds-1.1.5.json').map((row) => [
      row['path'],
      row['rule'],
    ]);
    expect(golden).toHaveLength(24);
    expect(new Map(ocdsMergeRules('1.1'))).toEqual(new Map(golden.map(([path, rule]) => [path, rule])));
  });
});

describeWithData('the built-in extensions', () => {
  const names = [
    'lots',
    'bid',
    'enquiry',
    'location',
    'additionalContactPoints',
    'budget_breakdown',
    'contract_suppliers',
    'organizationClassification',
    'legalBasis',
    'process_title',
  ];
  const official = () => readObject('conformance/ocds-1.1.5/schema/release-schema.json');

  test.each([...names.map((name) => [name]), names])(
    '%s change our rules as they change the published schema',
    (...some) => {
      const addresses = some.map((name) => `https://example.org/ocds_${name}_extension/extension.json`);
      const known = addresses.map((address) => knownExtension(address)?.patch ?? {});
      expect(known).toHaveLength(some.length);
      expect(new Map(ocdsMergeRules('1.1', addresses))).toEqual(
        new Map(mergeRulesOf(known.reduce(patchSchema, official()))),
      );
    },
  );
});

describeWithData('the official fixtures', () => {
  test('are all there: 17 of OCDS 1.1, each compiled and versioned', () => {
    expect([casesOf('1.1', 'compiled').length, casesOf('1.1', 'versioned').length]).toEqual([17, 17]);
  });

  for (const [folder, schema] of Object.entries(schemas)) {
    describe(`of ${folder}`, () => {
      test.each(casesOf(folder, 'compiled'))('%s compiles exactly', (name) => {
        const merged = mergeReleases(
          readObjects(`${fixtures}/${folder}/${name}.json`),
          mergeRulesOf(readObject(schema)),
        );
        expect(merged).toEqual(readObject(`${fixtures}/${folder}/${name}-compiled.json`));
      });
      test.each(casesOf(folder, 'versioned'))('%s is versioned exactly', (name) => {
        const merged = mergeVersions(
          readObjects(`${fixtures}/${folder}/${name}.json`),
          mergeRulesOf(readObject(schema)),
        );
        expect(merged).toEqual(readObject(`${fixtures}/${folder}/${name}-versioned.json`));
      });
    });
  }
});

describeWithData('real processes of several releases', () => {
  test.each([
    ['mexico-cdmx', 8],
    ['mexico-jalisco', 2],
    ['paraguay-dncp', 11],
  ])('of %s compile exactly as the reference implementation does', (publisher, count) => {
    const processes = readLines(`conformance/golden/${publisher}.multi.jsonl`);
    expect(processes).toHaveLength(count);
    for (const process of processes) {
      expect(mergeReleases(objectsIn(member(process, 'releases')), ocdsMergeRules('1.1'))).toEqual(
        process['compiledRelease'],
      );
    }
  });
});
