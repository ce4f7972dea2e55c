import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { verifyAudit } from '@hub/dev/audit';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { settledEvents, type SettledEvents } from '../kit/settled-events.js';

const request = graphql(`
  mutation ($key: String) {
    requestAuditExport(input: { idempotencyKey: $key }) {
      __typename
      ... on RequestAuditExportSuccess {
        auditExport {
          id
          status
          downloadUrl
        }
      }
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const list = graphql(`
  query {
    auditExports {
      id
      status
      failure
      afterSequence
      lastSequence
      byteSize
      sha256
      downloadUrl
      createdBy {
        account {
          email
        }
      }
    }
  }
`);
const rename = graphql(`
  mutation ($version: Int!, $name: String!) {
    updateTeam(input: { expectedVersion: $version, name: $name }) {
      __typename
    }
  }
`);

let hub: TestHub;
let settle: SettledEvents;
let folder: string;
let acme: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub();
  settle = settledEvents(hub.database);
  folder = mkdtempSync(join(tmpdir(), 'hub-audit-export-test-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await hub.close();
});
beforeEach(async () => {
  [acme] = [await hub.team(), await hub.team()];
  admin = await acme.user({ role: 'admin' });
  await hub.as(admin).data(rename, { version: 1, name: 'First' });
  await hub.as(admin).data(rename, { version: 2, name: 'Second' });
  await settle();
});

const exports = async () => (await hub.as(admin).data(list)).auditExports ?? [];

test('an admin has a file made of the log, which proves itself', async () => {
  const { requestAuditExport } = await hub.as(admin).data(request, { key: 'a' });
  expect(requestAuditExport).toMatchObject({ auditExport: { status: 'QUEUED', downloadUrl: null } });
  expect((await hub.as(admin).data(request, { key: 'a' })).requestAuditExport).toEqual(requestAuditExport);
  const second = await hub.as(admin).data(request, {});
  expect(second.requestAuditExport).toEqual({ __typename: 'LimitReached', max: 1, used: 1 });

  // What comes after the request is not in the file.
  await hub.as(admin).data(rename, { version: 3, name: 'Third' });
  await settle();
  await hub.runJobs();

  const [made] = await exports();
  expect(made).toMatchObject({
    ...{ status: 'DONE', failure: null, afterSequence: 0, lastSequence: 2 },
    createdBy: { account: { email: admin.email } },
  });
  const url = new URL(made?.downloadUrl ?? '');
  const { statusCode, headers, rawPayload } = await hub.gateway.fastify.inject(url.pathname + url.search);
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  expect([rawPayload.length, createHash('sha256').update(rawPayload).digest('hex')]).toEqual([
    made?.byteSize,
    made?.sha256,
  ]);
  const [file, keyFile] = [join(folder, 'log.jsonl'), join(folder, 'keys.json')];
  writeFileSync(file, rawPayload);
  writeFileSync(keyFile, JSON.stringify(hub.hub.subgraphs.identity.subgraph.publicKeys));
  const said: string[] = [];
  expect(await verifyAudit({ file, keyFile, log: (line) => said.push(line) })).toBe(true);
  expect(said).toEqual([expect.stringMatching(`^Sound: 2 events of team ${acme.id}, behind 0 to 2,`)]);
});

test('there is no file when the log was changed after it was signed, and another one can be requested', async () => {
  await hub.as(admin).data(request, {});
  await hub.database.sql(
    'update events.event set salt = null, body = null, context = null where team_id = $1 and sequence = 1',
    [acme.id],
  );
  await hub.runJobs();
  expect(await exports()).toMatchObject([{ status: 'FAILED', failure: 'LOG_CHANGED', downloadUrl: null }]);

  await hub.as(admin).data(request, {});
  await hub.runJobs();

  expect(await exports()).toMatchObject([{ status: 'DONE' }, { status: 'FAILED' }]);
});

test('a run that died is followed by one that leaves one file, and the newest twenty are remembered', async () => {
  await hub.as(admin).data(request, {});
  await hub.database.sql(`update identity.audit_export set status = 'RUNNING', attempt = 1 where team_id = $1`, [
    acme.id,
  ]);
  await hub.runJobs();
  expect(await exports()).toMatchObject([{ status: 'DONE' }]);
  await hub.database.sql(
    `insert into identity.audit_export (team_id, status, failure, seal, first_sequence, last_sequence)
     select $1, 'FAILED', 'INTERNAL', 's', 0, 1 from generate_series(1, 25)`,
    [acme.id],
  );

  await hub.as(admin).data(request, {});

  const rows = await exports();
  expect([rows.length, rows[0]?.status]).toEqual([20, 'QUEUED']);
  expect(
    await hub.database.sql('select count(*)::int from identity.audit_export where team_id = $1', [acme.id]),
  ).toEqual([{ count: 20 }]);
});
