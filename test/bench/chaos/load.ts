import { setTimeout as pause } from 'node:timers/promises';
import type { Acting, Action } from './acting.js';
import { trackTender, updateEntry } from './entries.js';
import { requestExport } from './exports.js';
import type { Person } from './people.js';
import { pollSource } from './polled-sources.js';
import { reads } from './reads.js';
import { useSavedSearches } from './saved-searches.js';
import { ensureSignedIn, refreshSession } from './sessions.js';

/** How often each action is taken, of a hundred. */
const shares: readonly (readonly [Action | undefined, number])[] = [
  [reads['tender'], 17],
  [reads['entries'], 9],
  [reads['members'], 5],
  [reads['person'], 5],
  [reads['figures'], 5],
  [reads['insights'], 7],
  [reads['search'], 14],
  [trackTender, 13],
  [updateEntry, 13],
  [useSavedSearches, 7],
  [requestExport, 2],
  [pollSource, 1],
  [refreshSession, 3],
];
const thinkingMs = 150;
const warmingRounds = 3;

/** Signs everybody in and asks every question a few times: what a process does once is no part of the measurement. */
export async function warmUp(acting: Acting): Promise<void> {
  for (let round = 0; round < warmingRounds; round += 1) {
    for (const person of acting.scene.people) {
      await ensureSignedIn(acting, person);
      await Promise.all(Object.values(reads).map((read) => read(acting, person)));
    }
  }
}

/** Has everybody use the product at the same time, each one thing after the other, until it is over. */
export async function load(acting: Acting, isOver: () => boolean): Promise<void> {
  await Promise.all(acting.scene.people.map((person) => liveOf(acting, person, isOver)));
}

async function liveOf(acting: Acting, person: Person, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if (await ensureSignedIn(acting, person)) await actionOf(acting.random)(acting, person);
    await pause(thinkingMs * (0.5 + acting.random()));
  }
}

function actionOf(random: () => number): Action {
  let left = random() * shares.reduce((sum, [, share]) => sum + share, 0);
  for (const [action, share] of shares) {
    left -= share;
    if (left < 0 && action !== undefined) return action;
  }
  return trackTender;
}
