import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeId, encodeId } from '@hub/runtime/graphql';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';
import { addOwnTenders, type OwnRow } from '../tenders/own-rows.js';
import { allEntries, list, openWorkspace, track, trackMutation, type Workspace } from './entry-requests.js';

let workspace: Workspace;
let acme: TestTeam;
let clerk: TestUser;
let stranger: TestUser;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await workspace.database.sql('delete from workspace.entry');
  acme = await workspace.team();
  [clerk, stranger] = [await acme.user(), await (await workspace.team()).user()];
});

async function ownOf(team: TestTeam | TestUser, row: Partial<OwnRow> = {}): Promise<string> {
  const teamId = 'actor' in team ? team.actor.teamId : team.id;
  const [own = ''] = await addOwnTenders(workspace.database, { teamId, rows: [{ title: 'Own pipes', ...row }] });
  return own;
}

const trackOwn = (tenderId: string, as: TestUser = clerk) =>
  workspace.ask(trackMutation, { as: as.actor, variables: { input: { tenderId } } });

describe("a team's own tender", () => {
  test.each(['Tender', 'TeamTender'])('is tracked by its id as a %s, once', async (type) => {
    const own = await ownOf(acme);

    const first = await trackOwn(encodeId(type, own));
    const again = await trackOwn(encodeId('Tender', own));

    const entry = { status: 'PENDING', priority: 'MEDIUM', version: 1, tender: { id: encodeId('Tender', own) } };
    expect(first.data).toMatchObject({ trackTender: { __typename: 'TrackTenderSuccess', entry } });
    expect(again.data).toMatchObject({ trackTender: { __typename: 'AlreadyTracked', entry } });
    const rows = await workspace.database.sql('select team_id, tender_id, team_tender_id from workspace.entry');
    expect(rows).toEqual([{ team_id: acme.id, tender_id: null, team_tender_id: own }]);
  });

  test('of another team is answered like one that does not exist, and nothing is tracked', async () => {
    const foreign = await ownOf(acme);

    const refused = await trackOwn(encodeId('Tender', foreign), stranger);
    const unknown = await trackOwn(encodeId('Tender', randomUUID()), stranger);

    expect(refused).toEqual(unknown);
    expect(refused.data).toEqual({
      trackTender: { __typename: 'NotFound', message: 'There is no tender with this id.' },
    });
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('is tracked by one of many who try at the same time', async () => {
    const id = encodeId('Tender', await ownOf(acme));

    const answers = await Promise.all(Array.from({ length: 10 }, () => trackOwn(id)));

    const names = answers.map(({ data }) => Object(Object(data)['trackTender'])['__typename']);
    expect(names.filter((name) => name === 'TrackTenderSuccess')).toHaveLength(1);
    expect(await allEntries(workspace)).toHaveLength(1);
  });

  test('is tracked with public ones in one request, and one of another team is not', async () => {
    const [own, foreign] = [await ownOf(acme), await ownOf(stranger)];
    const shared = await addTender(workspace.database);
    const query = `mutation ($input: TrackTendersInput!) { trackTenders(input: $input) { ... on TrackTendersSuccess {
      results { __typename } entries { tender { id } } } } }`;
    const tenderIds = [encodeId('Tender', foreign), encodeId('TeamTender', own), shared.id];

    const answer = await workspace.ask(query, { as: clerk.actor, variables: { input: { tenderIds } } });

    expect(answer.data).toEqual({
      trackTenders: {
        results: [
          { __typename: 'NotFound' },
          { __typename: 'TrackTenderSuccess' },
          { __typename: 'TrackTenderSuccess' },
        ],
        entries: [{ tender: { id: encodeId('Tender', own) } }, { tender: { id: shared.id } }],
      },
    });
  });

  test('leaves events and the job that scores it, when tracking begins and ends', async () => {
    const own = await ownOf(acme);
    const id = await track(workspace, clerk.actor, { tenderId: encodeId('Tender', own) });
    const query = `mutation ($input: UntrackTenderInput!) { untrackTender(input: $input) { ... on UntrackTenderSuccess {
      deletedId tender { id } } } }`;

    const ended = await workspace.ask(query, { as: clerk.actor, variables: { input: { id, expectedVersion: 1 } } });

    expect(ended.data).toEqual({ untrackTender: { deletedId: id, tender: { id: encodeId('Tender', own) } } });
    const body = { tenderId: own, status: 'PENDING', priority: 'MEDIUM', assigneeMembershipId: null };
    expect(
      await workspace.database.sql('select type, body from events.inbox where subject_id = $1 order by number', [
        decodeId('Entry', id),
      ]),
    ).toEqual([
      { type: 'workspace.entry_tracked', body },
      { type: 'workspace.entry_untracked', body },
    ]);
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('is found from the tender, whichever type a client reads it by, by its team alone', async () => {
    const own = await ownOf(acme);
    const id = await track(workspace, clerk.actor, { tenderId: encodeId('Tender', own) });
    const query = `{ _entities(representations: [
      { __typename: "Tender", id: "${encodeId('Tender', own)}" },
      { __typename: "TeamTender", id: "${encodeId('TeamTender', own)}" }]) {
        ... on Tender { entry { id } } ... on TeamTender { entry { id } } } }`;

    const [ours, theirs] = [
      await workspace.ask(query, { as: clerk.actor }),
      await workspace.ask(query, { as: stranger.actor }),
    ];

    expect(ours.data).toEqual({ _entities: [{ entry: { id } }, { entry: { id } }] });
    expect(theirs.data).toEqual({ _entities: [{ entry: null }, { entry: null }] });
  });
});

describe('entries of own and public tenders', () => {
  test('are in one list by closing time, and filtered by it', async () => {
    const entryOf = (tenderId: string) => track(workspace, clerk.actor, { tenderId });
    const publicly = async (closingAt: string) => entryOf((await addTender(workspace.database, { closingAt })).id);
    const own = async (row: Partial<OwnRow>) => entryOf(encodeId('TeamTender', await ownOf(acme, row)));
    const never = await own({});
    const third = await publicly('2026-05-03T09:00:00Z');
    const second = await own({ closingAt: '2026-05-02T09:00:00Z' });
    const first = await publicly('2026-05-01T09:00:00Z');

    const { ids } = await list(workspace, clerk.actor, { orderBy: 'CLOSING_AT_ASC' });
    const closing = { from: '2026-05-02T00:00:00Z', before: '2026-05-03T00:00:00Z' };
    const { ids: filtered } = await list(workspace, clerk.actor, { filter: { closing } });
    const shown = await workspace.ask('query ($id: ID!) { entry(id: $id) { closingAt tender { id } } }', {
      ...{ as: clerk.actor, variables: { id: second } },
    });

    expect(ids).toEqual([first, second, third, never]);
    expect(filtered).toEqual([second]);
    expect(shown.data).toMatchObject({ entry: { closingAt: '2026-05-02T09:00:00.000Z' } });
  });

  test('are changed, and counted on the dashboard, alike', async () => {
    const id = await track(workspace, clerk.actor, { tenderId: encodeId('Tender', await ownOf(acme)) });
    const edit = `mutation ($input: EditEntriesInput!) { editEntries(input: $input) { ... on EditEntriesSuccess {
      entries { status version } } } }`;
    const input = { entries: [{ id, expectedVersion: 1 }], status: 'SUBMITTED' };

    const edited = await workspace.ask(edit, { as: clerk.actor, variables: { input } });
    const counted = await workspace.ask('{ dashboard { entryStatusCounts { status entryCount } } }', {
      as: clerk.actor,
    });

    expect(edited.data).toEqual({ editEntries: { entries: [{ status: 'SUBMITTED', version: 2 }] } });
    expect(counted.data).toEqual({
      dashboard: {
        entryStatusCounts: [
          { status: 'PENDING', entryCount: 0 },
          { status: 'INTERESTED', entryCount: 0 },
          { status: 'NOT_ELIGIBLE', entryCount: 0 },
          { status: 'SUBMITTED', entryCount: 1 },
        ],
      },
    });
  });

  test('are about exactly one tender, and one of the same team', async () => {
    const [own, foreign] = [await ownOf(acme), await ownOf(stranger)];
    const { row } = await addTender(workspace.database);
    const insert = (tenderId: string | null, teamTenderId: string | null) =>
      workspace.database.sql('insert into workspace.entry (team_id, tender_id, team_tender_id) values ($1, $2, $3)', [
        ...[acme.id, tenderId, teamTenderId],
      ]);

    await expect(insert(row, own)).rejects.toThrow('entry_of_one_tender');
    await expect(insert(null, null)).rejects.toThrow('entry_of_one_tender');
    await expect(insert(null, foreign)).rejects.toThrow('entry_team_tender_known');
  });

  test('go with their tender when the source is deleted, and those of public ones stay', async () => {
    const own = await ownOf(acme);
    await track(workspace, clerk.actor, { tenderId: encodeId('Tender', own) });
    const kept = await track(workspace, clerk.actor, { tenderId: (await addTender(workspace.database)).id });

    await workspace.database.sql('delete from tenders.team_source where team_id = $1', [acme.id]);

    expect((await list(workspace, clerk.actor)).ids).toEqual([kept]);
  });
});
