import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { channelOf, readNotice, type Letter } from './notice.js';

/** Longest wait for the first subscription. */
const attemptMs = 1000;

/** Hears what other processes tell. */
export interface NoticeFeed {
  /** Settles when the first subscription has been made or has failed, after a second at the latest. */
  readonly attempted: Promise<unknown>;
  /** Connects anew: the other connection has found that the server does not answer. */
  reconnect(): void;
  close(): void;
}

/**
 * Subscribes on a connection of its own. Whenever a subscription begins, notices may have been missed: the handler is
 * told to forget everything. Never throws; without a server it stays silent and goes on trying.
 */
export function openNoticeFeed(url: string, handle: (letter: Letter) => void): NoticeFeed {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    disableClientInfo: true,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1000),
  });
  const first = Promise.withResolvers<null>();
  redis.on('error', () => undefined);
  redis.on('message', (_channel: string, text: string) => handle(readNotice(text)));
  redis.on('ready', () => {
    redis.subscribe(channelOf(redis)).then(
      () => {
        handle({ from: '', notice: 'everything' });
        first.resolve(null);
      },
      // A connection that cannot subscribe is of no use; another is made.
      () => redis.disconnect(true),
    );
  });
  redis.connect().catch(() => first.resolve(null));
  return {
    attempted: Promise.race([first.promise, pause(attemptMs, undefined, { ref: false })]),
    reconnect() {
      if (redis.status === 'ready') redis.disconnect(true);
    },
    close: () => redis.disconnect(),
  };
}
