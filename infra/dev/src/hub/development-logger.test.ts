import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDevelopmentLogger } from './development-logger.js';

const bounds = { fileBytesMax: 20_000, olderFilesMax: 2 };

describe('the log of a development machine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hub-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function writeLines(count: number): Promise<void> {
    const { logger, close } = createDevelopmentLogger({
      service: 'hub',
      path: join(folder, 'logs', 'hub.log'),
      level: 'info',
      bounds,
    });
    for (let n = 1; n <= count; n += 1) logger.info({ n }, 'x'.repeat(900));
    await close();
  }
  const files = (): string[] => readdirSync(join(folder, 'logs')).toSorted();

  test('keeps the newest lines in a bounded number of files of a bounded size', async () => {
    await writeLines(200);

    expect(files()).toEqual(['hub.log', 'hub.log.1', 'hub.log.2']);
    for (const file of files())
      expect(statSync(join(folder, 'logs', file)).size).toBeLessThanOrEqual(bounds.fileBytesMax + 8_192);
    const newest = ['hub.log.1', 'hub.log'].map((file) => readFileSync(join(folder, 'logs', file), 'utf8')).join('');
    expect(JSON.parse(newest.trim().split('\n').at(-1) ?? '')).toMatchObject({ n: 200 });
  });

  test('goes on where the last start ended, so that a crash can be read about', async () => {
    await writeLines(1);
    await writeLines(1);

    expect(
      readFileSync(join(folder, 'logs', 'hub.log'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(2);
  });
});
