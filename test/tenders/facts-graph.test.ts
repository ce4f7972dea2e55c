import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { countStatements } from '../kit/count-statements.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { feedInto, notice } from './import-kit.js';
import { addOwnTenders } from './own-rows.js';

const source = 'source { field start end text }';
const facts = `
  cidbRequirements {
    designations { classOfWorks grade isOrHigher isPotentiallyEmerging alternativeGroup ${source} }
    notApplicable { field text }
    mention { field text }
    potentiallyEmerging { field text }
  }
  bbbeeRequirements { levels { best worst ${source} } enterprises { kind isCondition ${source} } }
  preference { system systems { system ${source} } goals { text points ${source} } proof { field text } }
  statedBriefing { isCompulsory ${source} }`;

const description = 'Repair of a roof. CIDB 4GB or higher; potentially emerging contractors may bid.';
const specialConditions =
  'B-BBEE level 1 to 4 only. 80/20 preference points: women = 5 points. Proof of ownership is required. Compulsory briefing.';

let hub: TestHub;
let reader: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => new Date('2026-03-15T10:00:00Z') });
  const team = await hub.team();
  reader = await team.user({ role: 'viewer' });
  await feedInto(hub.database, [
    notice(1, { description, specialConditions }),
    notice(2),
    notice(3, {
      description: 'Evaluated on the 80/20 or 90/10 preference points system. No CIDB grading is required.',
    }),
    ...Array.from({ length: 20 }, (_, index) =>
      notice(100 + index, { description: `Paving of road ${index}. CIDB 5CE. 80/20 preference points.` }),
    ),
  ]);
});
afterAll(() => hub.close());

const factsOf = (ocid: string) =>
  hub.as(reader).send(`query ($ocid: String!) { tender(ocid: $ocid) { ${facts} } }`, { ocid });
const inField = (field: string, text: string, start: number) => ({ field, start, end: start + text.length, text });
const quoted = (field: string, whole: string) => (text: string) => inField(field, text, whole.indexOf(text));

describe('facts read out of text', () => {
  test('are told with the field and the place they were read from', async () => {
    const inDescription = quoted('DESCRIPTION', description);
    const inConditions = quoted('SPECIAL_CONDITIONS', specialConditions);
    const { data, errors } = await factsOf('ocds-9t57fa-1');
    expect(errors).toEqual([]);
    expect(data?.['tender']).toEqual({
      cidbRequirements: {
        designations: [
          {
            classOfWorks: 'GB',
            grade: 4,
            isOrHigher: true,
            isPotentiallyEmerging: false,
            alternativeGroup: 1,
            source: inDescription('4GB or higher'),
          },
        ],
        notApplicable: [],
        mention: null,
        potentiallyEmerging: { field: 'DESCRIPTION', text: 'potentially emerging' },
      },
      bbbeeRequirements: {
        levels: [{ best: 1, worst: 4, source: inConditions('B-BBEE level 1 to 4 only') }],
        enterprises: [],
      },
      preference: {
        system: 'EIGHTY_TWENTY',
        systems: [{ system: 'EIGHTY_TWENTY', source: inConditions('80/20') }],
        goals: [{ text: 'women', points: 5, source: inConditions('women = 5 points') }],
        proof: [{ field: 'SPECIAL_CONDITIONS', text: 'Proof of ownership is required' }],
      },
      statedBriefing: { isCompulsory: true, source: inConditions('Compulsory briefing') },
    });
  });

  test('are null where the text is silent', async () => {
    expect((await factsOf('ocds-9t57fa-2')).data?.['tender']).toEqual({
      cidbRequirements: null,
      bbbeeRequirements: null,
      preference: null,
      statedBriefing: null,
    });
  });

  test('name no system where the text leaves open which of both applies, and say where no grading is needed', async () => {
    const { data } = await factsOf('ocds-9t57fa-3');
    expect(data?.['tender']).toMatchObject({
      cidbRequirements: {
        designations: [],
        notApplicable: [{ field: 'DESCRIPTION', text: 'No CIDB grading is required' }],
      },
      preference: { system: 'UNKNOWN', systems: [{ system: 'EIGHTY_TWENTY' }, { system: 'NINETY_TEN' }] },
    });
  });

  test('of a tender that was not read yet are null', async () => {
    await hub.database.sql(
      `delete from tenders.tender_fact f using tenders.tender t where t.id = f.tender_id and t.ocid = 'ocds-9t57fa-119'`,
    );
    expect((await factsOf('ocds-9t57fa-119')).data?.['tender']).toMatchObject({
      cidbRequirements: null,
      preference: null,
    });
  });

  test("of a team's own tender are null", async () => {
    const team = await hub.team();
    const user = await team.user({ role: 'viewer' });
    const rows = [{ title: 'Our own roof', description }];
    const [row = ''] = await addOwnTenders(hub.database, { teamId: team.id, rows });
    const { data, errors } = await hub.ask(`query ($id: ID!) { tender(id: $id) { title ${facts} } }`, {
      as: user,
      variables: { id: encodeId('Tender', row) },
    });
    expect(errors).toEqual([]);
    expect(data?.['tender']).toEqual({
      title: 'Our own roof',
      cidbRequirements: null,
      bbbeeRequirements: null,
      preference: null,
      statedBriefing: null,
    });
  });

  test('are read again by the nightly job', async () => {
    await hub.database.sql(`delete from tenders.tender_fact`);
    await hub.database.sql(`select app.enqueue_job('tenders:reread-facts', '{}')`);
    expect(await hub.runJobs()).toContain('tenders:reread-facts');
    // Of one that nobody asked for before, so that no answer is kept.
    expect((await factsOf('ocds-9t57fa-118')).data?.['tender']).toMatchObject({
      cidbRequirements: { designations: [{ classOfWorks: 'CE', grade: 5 }] },
    });
  });
});

test('a list asks for the facts of all its tenders at once', async () => {
  const statementsFor = async (rows: number): Promise<number> => {
    const count = countStatements();
    try {
      const answer = await hub.ask(
        `query ($first: Int!) { tenders(search: "paving", first: $first) { edges { node { ${facts} } } } }`,
        { as: reader, variables: { first: rows } },
      );
      expect(answer.errors).toEqual([]);
      return count.texts().filter((text) => text.includes('tender_fact')).length;
    } finally {
      count.stop();
    }
  };
  expect([await statementsFor(2), await statementsFor(20)]).toEqual([1, 1]);
});

test('readiness quotes what was stored', async () => {
  const team = await hub.team();
  const user = await team.user({ role: 'viewer' });
  await hub.database.sql(`insert into identity.company_profile (team_id, company_name) values ($1, 'A Company')`, [
    team.id,
  ]);
  await hub.database.sql(`insert into identity.capability (team_id, scheme, designation) values ($1, 'CIDB', '5GB')`, [
    team.id,
  ]);
  const [row] = await hub.database.sql<{ id: string }>(`select id from tenders.tender where ocid = 'ocds-9t57fa-1'`);
  const { data } = await hub.ask(
    `query ($id: ID!) { tender(id: $id) { readiness { checklist { part state evidence } } } }`,
    { as: user, variables: { id: encodeId('Tender', row?.id ?? '') } },
  );
  expect(data?.['tender']).toMatchObject({
    readiness: {
      checklist: expect.arrayContaining([
        {
          part: 'CERTIFICATIONS',
          state: 'UNKNOWN',
          evidence:
            'The tender asks for CIDB 4GB ("4GB or higher" in its description); the company holds 5GB. ' +
            'The tender asks for B-BBEE level 4 or better ("B-BBEE level 1 to 4 only"); the company profile states no valid level.',
        },
      ]),
    },
  });
});
