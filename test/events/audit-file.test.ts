import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportAudit, verifyAudit } from '@hub/dev/audit';
import { newSigningKeyText, readSigningKey } from '@hub/runtime/auth';
import { append, newTeam, openStream, type TestStream } from './events-kit.js';

const now = () => new Date('2026-03-31T09:00:00.000Z');
const [team, other, person] = [newTeam(), newTeam(), newTeam()];
let stream: TestStream;
let folder: string;
let file: string;
let keyFile: string;
let signingKey: string;
const write = (what: string | null = 'acme') =>
  exportAudit({ team: what, file, databaseUrl: stream.database.url, signingKey, now });
const check = async (): Promise<string[]> => {
  const said: string[] = [];
  const isSound = await verifyAudit({ file, keyFile, log: (line) => said.push(line) });
  return [isSound ? 'sound' : 'suspect', ...said];
};

beforeAll(async () => {
  stream = await openStream();
  folder = mkdtempSync(join(tmpdir(), 'hub-audit-file-test-'));
  [file, keyFile] = [join(folder, 'log.jsonl'), join(folder, 'keys.json')];
  signingKey = await newSigningKeyText();
  writeFileSync(keyFile, JSON.stringify((await readSigningKey(signingKey)).publicKeys));
  await stream.database
    .sql(`with unchecked as materialized (select set_config('session_replication_role', 'replica', true) as role)
    insert into identity.team (id, slug, name) select '${team}'::uuid, 'acme', 'Acme' from unchecked where role = 'replica'`);
  await stream.note(team, 'é', '"quoted"', 'line\nbreak');
  await stream.note(other, 'of another team');
  await stream.begin(stream.writer, team);
  await append(stream.writer, 'of a person', [person]);
  await stream.writer.query('commit');
  await stream.note(team, 'last');
  await stream.seal();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stream.close();
});

test('the log of a team is written as it is in the database, and checks without it', async () => {
  await write();

  expect(await check()).toEqual([
    'sound',
    `Sound: 5 events of team ${team}, behind 0 to 5, as of 2026-03-31T09:00:00.000Z.`,
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain('of another team');
});

test('what concerns no team is written and checked alike, and a change of it is named', async () => {
  const platform = '00000000-0000-0000-0000-000000000000';
  await stream.writer.query('begin');
  await append(stream.writer, 'of the platform');
  await stream.writer.query('commit');
  await stream.seal();
  await write(null);
  const sound = await check();
  const lines = readFileSync(file, 'utf8');
  writeFileSync(file, lines.replace('of the platform', 'of nobody'));

  expect(sound).toEqual([
    'sound',
    `Sound: 1 events of team ${platform}, behind 0 to 1, as of 2026-03-31T09:00:00.000Z.`,
  ]);
  expect(lines.split('\n')).toHaveLength(4);
  expect(await check()).toEqual(['suspect', 'BODY line 2, event 1: does not tell what was recorded.']);
});

test('the log still checks when a person was erased, and goes on behind what has left the database', async () => {
  await stream.worker.query('select events.erase_person($1)', [person]);
  await stream.database.sql(
    `with gone as (delete from events.event where team_id = $1 and sequence <= 2 returning team_id, sequence, hash)
     insert into events.anchor select team_id, sequence, hash from gone order by sequence desc limit 1`,
    [team],
  );
  await write();

  expect(await check()).toEqual([
    'sound',
    `Sound: 3 events of team ${team}, behind 2 to 5, as of 2026-03-31T09:00:00.000Z.`,
  ]);
});

test('what an owner of the database has changed is named, with its line and its place', async () => {
  await stream.database.sql(
    `update events.event set body = '{"note": "never said"}' where team_id = $1 and sequence = 3`,
    [team],
  );
  await stream.database.sql('delete from events.event where team_id = $1 and sequence = 4', [team]);
  await write();

  expect(await check()).toEqual([
    'suspect',
    'BODY line 2, event 3: does not tell what was recorded.',
    expect.stringMatching(/^GAP line 3, event 5: /u),
    expect.stringMatching(/^LINK line 3, event 5: /u),
  ]);
});

test('a team that does not exist leaves no file', async () => {
  const nowhere = join(folder, 'nowhere.jsonl');

  await expect(
    exportAudit({ team: 'nobody', file: nowhere, databaseUrl: stream.database.url, signingKey, now }),
  ).rejects.toThrow('There is no team');

  expect(() => readFileSync(nowhere)).toThrow();
});
