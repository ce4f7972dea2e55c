import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDatabase, urlOfWorkerAs, type HubDatabase } from '@hub/runtime/database';
import {
  fieldCipher,
  placeOfBilling,
  placeOfContact,
  placeOfCredentials,
  placeOfPhone,
  reencryptFields,
  type FieldCipher,
} from '@hub/runtime/encryption';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { createPeople } from '../kit/people.js';
import { newSigningKeyText, readSigningKey } from '@hub/runtime/auth';

const key = (id: string) => ({ id, bytes: randomBytes(32) });
const [lostKey, oldKey, newKey] = [key('lost'), key('old'), key('new')];
const [lost, old] = [fieldCipher([lostKey]), fieldCipher([oldKey])];
const cipher = fieldCipher([newKey, oldKey]);

let database: TestDatabase;
let opened: HubDatabase;
let teams: string[] = [];
beforeEach(async () => {
  database = await testDatabase();
  const role = 'svc_tenders';
  opened = openDatabase({ role, url: urlOfWorkerAs(database.urlOf('svc_worker'), role), poolSizeMax: 1 });
  const team = createPeople(database, await readSigningKey(await newSigningKeyText()));
  teams = [(await team()).id, (await team()).id, (await team()).id];
});
afterEach(async () => {
  await opened.close();
  await database.drop();
});

const run = () => reencryptFields({ database: opened.as({ kind: 'system', name: 'test', teamId: null }), cipher });

async function addProfile(teamId: string, by: FieldCipher): Promise<void> {
  const contact = by.encrypt('a contact', placeOfContact({ teamId }));
  await database.sql(
    `insert into identity.company_profile (team_id, company_name, contact_encrypted, updated_at) values ($1, 'A', $2, '2026-01-01')`,
    [teamId, contact],
  );
}

async function addBilling(teamId: string, by: FieldCipher): Promise<void> {
  const contact = by.encrypt('who pays', placeOfBilling({ teamId }));
  await database.sql(
    `insert into identity.billing_contact (team_id, contact_encrypted, updated_at) values ($1, $2, '2026-01-01')`,
    [teamId, contact],
  );
}

async function addSources(teamId: string, by: FieldCipher, count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const stored = ids.map((id) => by.encrypt(`secret of ${id}`, placeOfCredentials({ teamId, id })));
  await database.sql(
    `insert into tenders.team_source (team_id, id, kind, name, url, credentials)
     select $1, id, 'json', id::text, 'https://x.test', stored from unnest($2::uuid[], $3::text[]) as s (id, stored)`,
    [teamId, ids, stored],
  );
}

async function addPhone(by: FieldCipher): Promise<string> {
  const id = randomUUID();
  await database.sql(
    `insert into identity.account (id, email, display_name, phone_encrypted, updated_at) values ($1, $3, 'A', $2, '2026-01-01')`,
    [id, by.encrypt('a number', placeOfPhone({ id })), `${id}@example.org`],
  );
  return id;
}

interface Row {
  readonly team_id: string;
  readonly id: string;
  readonly stored: string;
}
const sources = () =>
  database.sql<Row>(
    'select team_id, id, credentials as stored from tenders.team_source where credentials is not null order by 1, 2',
  );

test('fields of older keys are encrypted with the newest one, over teams and batches, until none is left', async () => {
  const [one = '', two = '', three = ''] = teams;
  await addSources(one, old, 250);
  await addSources(two, cipher, 1);
  await addProfile(one, old);
  await addProfile(three, cipher);
  await addBilling(one, old);
  await addBilling(three, cipher);
  const person = await addPhone(old);
  await addPhone(cipher);
  await database.sql(
    `insert into tenders.team_source (team_id, id, kind, name, url) values ($1, gen_random_uuid(), 'json', 'open', 'https://x.test')`,
    [three],
  );
  const untouched = (await sources()).filter(({ team_id: team }) => team === two);

  const first = await run();
  const second = await run();

  expect(first).toEqual([
    { column: 'tenders.team_source.credentials', reencrypted: 250, unreadable: 0 },
    { column: 'identity.company_profile.contact_encrypted', reencrypted: 1, unreadable: 0 },
    { column: 'identity.account.phone_encrypted', reencrypted: 1, unreadable: 0 },
    { column: 'identity.billing_contact.contact_encrypted', reencrypted: 1, unreadable: 0 },
  ]);
  expect(second.map(({ reencrypted }) => reencrypted)).toEqual([0, 0, 0, 0]);
  const onlyNew = fieldCipher([newKey]);
  const rows = await sources();
  expect(rows.filter(({ team_id: team }) => team === two)).toEqual(untouched);
  for (const { team_id: teamId, id, stored } of rows.filter(({ team_id: team }) => team === one))
    expect(onlyNew.decrypt(stored, placeOfCredentials({ teamId, id }))).toBe(`secret of ${id}`);
  const [profile] = await database.sql<{ stored: string; at: Date; version: number }>(
    'select contact_encrypted as stored, updated_at as at, version from identity.company_profile where team_id = $1',
    [one],
  );
  expect(onlyNew.decrypt(profile?.stored ?? '', placeOfContact({ teamId: one }))).toBe('a contact');
  expect([profile?.at, profile?.version]).toEqual([new Date('2026-01-01'), 1]);
  const [billing] = await database.sql<{ stored: string; at: Date }>(
    'select contact_encrypted as stored, updated_at as at from identity.billing_contact where team_id = $1',
    [one],
  );
  expect(onlyNew.decrypt(billing?.stored ?? '', placeOfBilling({ teamId: one }))).toBe('who pays');
  expect(billing?.at).toEqual(new Date('2026-01-01'));
  const [account] = await database.sql<{ stored: string; at: Date }>(
    'select phone_encrypted as stored, updated_at as at from identity.account where id = $1',
    [person],
  );
  expect(onlyNew.decrypt(account?.stored ?? '', placeOfPhone({ id: person }))).toBe('a number');
  expect(account?.at).toEqual(new Date('2026-01-01'));
});

test('what no key can read is counted, stays as it is and keeps nothing else from being encrypted', async () => {
  const [one = '', two = ''] = teams;
  await addSources(one, lost, 201);
  await addSources(two, old, 1);
  const before = (await sources()).filter(({ team_id: team }) => team === one);

  const [columns] = await run();

  expect(columns).toEqual({ column: 'tenders.team_source.credentials', reencrypted: 1, unreadable: 201 });
  expect((await sources()).filter(({ team_id: team }) => team === one)).toEqual(before);
});

test('a field that somebody changes meanwhile stays as they wrote it', async () => {
  const [one = ''] = teams;
  await addSources(one, old, 1);
  const [row] = await sources();
  const theirs = cipher.encrypt('another secret', placeOfCredentials({ teamId: one, id: row?.id ?? '' }));
  const overtaken: FieldCipher = {
    ...cipher,
    decrypt(stored, place) {
      changing = database.sql('update tenders.team_source set credentials = $1', [theirs]);
      return cipher.decrypt(stored, place);
    },
  };
  let changing: Promise<unknown> = Promise.resolve();
  const system = opened.as({ kind: 'system', name: 'test', teamId: null });
  const after: typeof system = {
    ...system,
    write: (work, options) => changing.then(() => system.write(work, options)),
  };

  const [column] = await reencryptFields({ database: after, cipher: overtaken });

  expect(column?.reencrypted).toBe(0);
  expect((await sources()).map(({ stored }) => stored)).toEqual([theirs]);
});

test('no service reads ciphertexts of other teams on its own', async () => {
  const role = 'svc_tenders';
  const alone = openDatabase({ role, url: database.urlOf(role), poolSizeMax: 1 });

  const reading = reencryptFields({ database: alone.as({ kind: 'system', name: 'test', teamId: null }), cipher });

  await expect(reading).rejects.toThrow('Only the worker encrypts fields again.');
  await alone.close();
});
