import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { storeUrls } from '../kit/stores.js';
import { addTender } from '../kit/tender-rows.js';
import { behindProxy, type ProxiedStore } from './proxied.js';

let postgres: ProxiedStore;
let hub: TestHub;
let clerk: TestUser;

beforeAll(async () => {
  postgres = await behindProxy(storeUrls().postgres);
  hub = await testHub({
    stores: {
      postgres(url) {
        const own = new URL(url);
        own.host = new URL(postgres.url).host;
        return own.toString();
      },
    },
  });
  clerk = await (await hub.team()).user();
});
afterAll(async () => {
  await hub.close();
  await postgres.proxy.close();
});

const note = 'the note of an entry that is not made';
const track = `mutation ($id: ID!, $notes: String) {
  trackTender(input: { tenderId: $id, notes: $notes }) { __typename ... on TrackTenderSuccess { entry { status tender { title } } } }
}`;

test('a change that was made is not said to have changed nothing when its result cannot be read', async () => {
  const tender = await addTender(hub.database);
  // Workspace writes the entry; tenders reads the title of its tender after the commit, and cannot connect.
  postgres.proxy.poison({
    kind: 'cut_at',
    text: 'svc_tenders',
    serverGetsIt: 'never',
    clientIsReset: 'at once',
  });

  const { errors } = await hub.ask(track, { as: clerk, variables: { id: tender.id } });

  postgres.proxy.poison(null);
  expect(errors.map(({ message, extensions }) => [extensions['code'], message])).toEqual([
    ['RESULT_UNAVAILABLE', 'The result cannot be read at the moment; changes of this request may have been made.'],
  ]);
  expect(await hub.database.sql('select tender_id from workspace.entry')).toEqual([{ tender_id: tender.row }]);
});

test('a change that was not made says so on its own field', async () => {
  const tender = await addTender(hub.database);
  postgres.proxy.poison({
    kind: 'cut_at',
    text: note,
    serverGetsIt: 'never',
    clientIsReset: 'at once',
  });

  const { errors } = await hub.ask(track, { as: clerk, variables: { id: tender.id, notes: note } });

  postgres.proxy.poison(null);
  expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['trackTender'], 'DATABASE_UNAVAILABLE'],
  ]);
  expect(await hub.database.sql('select 1 from workspace.entry where tender_id = $1', [tender.row])).toEqual([]);
});
