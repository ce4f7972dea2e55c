import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compileProcess, type Revision, type JsonObject, standardSettings } from '@hub/tenders/ocds';
import fc from 'fast-check';
import type { TestUser } from '../../kit/people.js';
import { versionsKit, type VersionsKit } from './versions-kit.js';

let kit: VersionsKit;
let clerk: TestUser;
beforeAll(async () => {
  kit = await versionsKit();
  clerk = await (await kit.team()).user();
});
afterAll(() => kit.close());

const textOrGone = fc.option(fc.constantFrom('Bridge', 'Road', 'Pipes', ''), { nil: null });
const documents = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), title: fc.constantFrom('Plan', 'Terms') }), {
  maxLength: 3,
});
const tender = fc.record(
  {
    title: textOrGone,
    description: textOrGone,
    status: fc.constantFrom('active', 'cancelled', 'complete', null),
    value: fc.option(fc.record({ amount: fc.integer({ min: 0, max: 3 }), currency: fc.constantFrom('ZAR', 'USD') }), {
      nil: null,
    }),
    tenderPeriod: fc.record({ endDate: fc.constantFrom('2026-02-01T09:00:00Z', '2026-02-15T09:00:00Z', null) }),
    documents,
  },
  { requiredKeys: [] },
);
const step = fc.record({ day: fc.integer({ min: 1, max: 6 }), isSnapshot: fc.nat({ max: 5 }), tender });
/** Steps of one process, and a stream in which each comes at least once, some again, and all in any order. */
const streams = fc.array(step, { minLength: 1, maxLength: 6 }).chain((steps) =>
  fc.tuple(
    fc.constant(steps),
    fc
      .tuple(
        fc.shuffledSubarray([...steps.keys()], { minLength: steps.length, maxLength: steps.length }),
        fc.array(fc.nat({ max: steps.length - 1 }), { maxLength: 4 }),
        fc.nat(),
      )
      .map(([all, again, at]) => all.toSpliced(at % (all.length + 1), 0, ...again)),
  ),
);

type Step = { day: number; isSnapshot: number; tender: object };

function releaseOf(ocid: string, { day, isSnapshot, tender: content }: Step, index: number): JsonObject {
  const release = {
    ocid,
    id: `r${index}`,
    date: `2026-01-0${day}T00:00:00Z`,
    tag: [isSnapshot === 0 ? 'compiled' : 'tender'],
  };
  return JSON.parse(JSON.stringify({ ...release, tender: content }));
}

function revisionOf(release: JsonObject, sequence: number): Revision {
  const [releaseId, date] = [String(release['id']), String(release['date'])];
  const isSnapshot = JSON.stringify(release['tag']) === '["compiled"]';
  const facts = { version: '1.1', extensions: [], settings: standardSettings, isCurrent: true };
  return { ...facts, id: `${sequence}`, releaseId, date, sequence, isSnapshot, release };
}

const seed = 20_260_301;

test('any shuffled stream of releases merges to the same tender', () => {
  fc.assert(
    fc.property(streams, ([steps, stream]) => {
      const releases = steps.map((one, index) => releaseOf('ocds-213czf-m', one, index));
      const inOrder = compileProcess(releases.map(revisionOf));
      const order = [...new Set(stream)];
      const shuffled = compileProcess(order.map((index) => revisionOf(releases[index] ?? {}, index)));
      expect(shuffled).toEqual(inOrder);
    }),
    { seed, numRuns: 300 },
  );
});

const query = (days: readonly number[]) => `query ($ocid: String!) { tender(ocid: $ocid) {
  version releaseCount title description status value { amount currency } closingAt documents { nodes { title } }
  ${days.map((day) => `day${day}: asOf(at: "2026-01-0${day}T00:00:00Z") { version releaseCount title description closingAt value { amount currency } documents { nodes { title } } }`).join('\n')}
} }`;
const days = [1, 2, 3, 4, 5, 6];

/** What the API must show of the releases up to a day: null when there are none. */
function expectedOn(releases: readonly JsonObject[], day: number) {
  const upTo = releases.filter((release) => String(release['date']) <= `2026-01-0${day}T00:00:00Z`);
  if (upTo.length === 0) return null;
  const { state, steps, releaseCount } = compileProcess(upTo.map(revisionOf));
  const { title, description, closingAt, valueAmount, valueCurrency, documents: found } = state;
  const value = valueAmount === null ? null : { amount: valueAmount, currency: valueCurrency };
  const titles = found.map((document) => ({ title: document.title }));
  return {
    version: steps.length + 1,
    releaseCount,
    title,
    description,
    closingAt,
    value,
    documents: { nodes: titles },
  };
}

test('importing a shuffled, duplicated stream gives that tender, and asOf each date the merge up to it', async () => {
  let processes = 0;
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(), async ([steps, stream], cut) => {
      processes += 1;
      const ocid = `ocds-213czf-${processes}`;
      const releases = steps.map((one, index) => releaseOf(ocid, one, index));
      const fed = stream.map((index) => releases[index] ?? {});
      // In two imports, so that the second meets what the first has stored.
      const middle = cut % (fed.length + 1);
      if (middle > 0) await kit.feed(...fed.slice(0, middle));
      if (middle < fed.length) await kit.feed(...fed.slice(middle));

      const { tender: answer } = await kit.as(clerk).data(query(days), { ocid });
      for (const day of days)
        expect({ day, was: answer[`day${day}`] }).toEqual({ day, was: expectedOn(releases, day) });
      const { status: _status, ...now } = answer;
      expect(now).toMatchObject(expectedOn(releases, 6) ?? {});
    }),
    { seed, numRuns: 40 },
  );
});
