import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { isRunning, treeOf } from '../bench/chaos/process-tree.js';
import { until } from '../kit/until.js';

// Really runs `npm start`, and ends it as a person, a terminal or a supervisor would.

const root = fileURLToPath(new URL('../..', import.meta.url));

function storePids(): number[] {
  return ['postgres', 'redis', 'mongodb'].map((store) => {
    const { pid }: { pid: number } = JSON.parse(readFileSync(join(root, '.data', 'start', `${store}.json`), 'utf8'));
    return pid;
  });
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}

test.each([
  ['npm', (pid: number) => pid],
  ["the terminal's process group", (pid: number) => -pid],
])('SIGTERM of %s ends everything that npm start began, and SIGHUP before it nothing', async (_name, targetOf) => {
  const { DATABASE_URL: _d, REDIS_URL: _r, MONGODB_URL: _m, NODE_OPTIONS: _n, ...env } = process.env;
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...env, HUB_PORT: '0' },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  npm.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await until(() => Promise.resolve(output.includes('Ctrl-C stops everything')));
  const pid = npm.pid ?? 0;
  const started = [...new Set([...treeOf(pid), ...storePids()])];
  // A shell that npm runs us in is not ours to teach.
  const ours = started.filter((one) => /^\S*\/node\0(?:.*\0)?\S*infra\/dev\//u.test(commandOf(one)));

  for (const one of ours) process.kill(one, 'SIGHUP');
  expect(storePids().every(isRunning)).toBe(true);
  process.kill(targetOf(pid), 'SIGTERM');

  await until(() => Promise.resolve(!started.some(isRunning)));
  expect(started.length).toBeGreaterThan(6);
});
