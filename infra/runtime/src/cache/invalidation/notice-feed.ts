import { Redis } from 'ioredis';
import { channelOf, readNotice, type Letter } from './notice.js';
import { connectionOptions, withinAttempt } from '../redis/redis-connection.js';

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
    ...connectionOptions,
    autoResubscribe: false,
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
    attempted: withinAttempt(first.promise),
    reconnect() {
      if (redis.status === 'ready') redis.disconnect(true);
    },
    close: () => redis.disconnect(),
  };
}
