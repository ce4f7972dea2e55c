import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countStatements } from '../kit/count-statements.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addAward, addBuyer, addTender } from '../kit/tender-rows.js';

const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const closingOf = (place: number) => new Date(now.getTime() + place * 86_400_000).toISOString();
/** More than the largest page, because a last page looks once more for tenders without a closing time. */
const tenders = 25;

let hub: TestHub;
let team: TestTeam;
let clerk: TestUser;
let buyerId: string;

beforeAll(async () => {
  hub = await testHub({ now: () => now, stores: { redis: null } });
  team = await hub.team({ name: 'Acme Civils', plan: 'BASIC' });
  clerk = await team.user({ displayName: 'Clerk' });
  buyerId = await addBuyer(hub.database, 'City of Tests');
  const { membershipId } = clerk.actor;
  for (let place = 1; place <= tenders; place += 1) {
    const tender = await addTender(hub.database, {
      title: `Pipes for stormwater, lot ${place}`,
      province: 'GAUTENG',
      buyerId,
      closingAt: closingOf(place),
      valueAmount: '1250000.50',
      valueCurrency: 'ZAR',
    });
    await addAward(hub.database, { tenderId: tender.row, valueAmount: '1000', valueCurrency: 'ZAR' });
    await hub.database.sql(
      `insert into workspace.entry (team_id, tender_id, notes, assignee_membership_id) values ($1, $2, $3, $4)`,
      [team.id, tender.row, `note ${place}`, membershipId],
    );
  }
  await hub.database.sql('update tenders.tender set buyer_name = $1', ['City of Tests']);
  await readAll(tenders);
  await hub.runJobs();
});
afterAll(() => hub.close());

const question = /* GraphQL */ `
  query ($first: Int) {
    me {
      role
      account {
        displayName
      }
      team {
        name
        plan
      }
    }
    tenders(search: "stormwater", orderBy: CLOSING_AT_ASC, first: $first) {
      edges {
        node {
          title
          status
          closingAt
          value {
            amount
            currency
          }
          buyer {
            name
          }
          awards {
            value {
              amount
            }
          }
          entry {
            notes
            assignee {
              account {
                displayName
              }
            }
          }
          summary {
            state
            model
            text
          }
          readiness {
            score
            recommendation
            checklist {
              part
              state
            }
          }
        }
      }
    }
    entries(first: $first, orderBy: CREATED_AT_ASC) {
      edges {
        node {
          notes
          tender {
            title
          }
        }
      }
    }
    tendersByProvince {
      usedRowCount
      excludedRowCount
      rows {
        province
        tenderCount
      }
    }
  }
`;

const readAll = (first: number) =>
  hub.ask(question, { variables: { first }, as: clerk, headers: { 'cache-control': 'no-cache' } });

const checklist = ['SECTOR', 'CERTIFICATIONS', 'COVERAGE', 'EXPERIENCE'].map((part) => ({ part, state: 'UNKNOWN' }));
const tenderOf = (place: number) => ({
  title: `Pipes for stormwater, lot ${place}`,
  status: 'OPEN',
  closingAt: closingOf(place),
  value: { amount: '1250000.5', currency: 'ZAR' },
  buyer: { name: 'City of Tests' },
  awards: [{ value: { amount: '1000' } }],
  entry: { notes: `note ${place}`, assignee: { account: { displayName: 'Clerk' } } },
  summary: { state: 'READY', model: 'extractive-v5', text: null },
  readiness: { score: null, recommendation: 'UNDECIDED', checklist },
});

/**
 * One for each list and each kind of row, whatever the number of rows. Of tenders: what the plan and the team's own
 * agreement leave, what is packed, a page of public ones and one of the team's own, the tenders, their awards.
 */
const statementsByRole = { svc_analytics: 1, svc_identity: 2, svc_insights: 6, svc_tenders: 6, svc_workspace: 2 };

describe('one question to all five subgraphs', () => {
  test('is answered with what each of them knows, exactly', async () => {
    const { status, data, errors } = await readAll(2);

    expect([status, errors]).toEqual([200, []]);
    expect(data).toEqual({
      me: { role: 'MEMBER', account: { displayName: 'Clerk' }, team: { name: 'Acme Civils', plan: 'BASIC' } },
      tenders: { edges: [1, 2].map((place) => ({ node: tenderOf(place) })) },
      entries: {
        edges: [1, 2].map((place) => ({
          node: { notes: `note ${place}`, tender: { title: `Pipes for stormwater, lot ${place}` } },
        })),
      },
      tendersByProvince: {
        usedRowCount: tenders,
        excludedRowCount: 0,
        rows: [{ province: 'GAUTENG', tenderCount: tenders }],
      },
    });
  });

  test.each([1, 2, 20])('costs the same few statements for %i tenders', async (first) => {
    // Nothing is remembered: what it costs is what the stores are asked.
    hub.hub.shared.cache.internals.local.clear();
    const count = countStatements();
    const { errors } = await readAll(first);
    count.stop();

    expect(errors).toEqual([]);
    expect(count.byRole()).toEqual(statementsByRole);
  });
});
