import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { clearStaleLock } from './stale-lock.js';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-stale-lock-test-'));
  lock = join(folder, 'postmaster.pid');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the lock of a server that is gone is left to Postgres, which looks for its backends itself', async () => {
  const gone = spawn('true');
  await once(gone, 'exit');
  writeFileSync(lock, `${gone.pid}\n${folder}\n`);

  await clearStaleLock(folder);

  expect(existsSync(lock)).toBe(true);
});

test('the lock of a process id that is by now somebody else goes, and they stay', async () => {
  const other = spawn('sleep', ['60']);
  writeFileSync(lock, `${other.pid}\n${folder}\n`);

  await clearStaleLock(folder);

  expect([existsSync(lock), other.exitCode, other.signalCode]).toEqual([false, null, null]);
  other.kill();
  await once(other, 'exit');
});

test('backends that a killed server has left behind are ended first, and nobody else in the folder', async () => {
  const backend = spawn('sleep', ['60'], { cwd: folder, argv0: 'postgres: svc_tenders hub idle' });
  const visitor = spawn('sleep', ['60'], { cwd: folder });
  await Promise.all([once(backend, 'spawn'), once(visitor, 'spawn')]);

  const [[, signal]] = await Promise.all([once(backend, 'exit'), clearStaleLock(folder)]);

  expect([signal, visitor.exitCode, visitor.signalCode]).toEqual(['SIGTERM', null, null]);
  visitor.kill();
  await once(visitor, 'exit');
});
