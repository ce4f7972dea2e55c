import { Counter, Gauge, type Registry } from 'prom-client';

/** The event stream as last looked at. */
export interface StreamFigures {
  /** Age of the oldest event without a position. */
  readonly inboxOldestSeconds: number;
  readonly readers: readonly ReaderFigures[];
}

/** How far a reader is behind. */
export interface ReaderFigures {
  readonly reader: string;
  readonly events: number;
  /** Age of the oldest event that it has not handled. */
  readonly seconds: number;
  /** Events that failed too often and were left behind. */
  readonly passedOver: number;
}

/** What a worker tells of the event stream. */
export interface StreamMetrics {
  /** Events got their positions. */
  sealed(count: number): void;
  /** The stream as last looked at. */
  stream(figures: StreamFigures): void;
}

/** Makes the series of the event stream; those of readers appear when it has been looked at for the first time. */
export function createStreamMetrics(registry: Registry): StreamMetrics {
  const registers = [registry];
  const sealed = new Counter({ name: 'hub_events_sealed_total', help: 'Events that got their positions.', registers });
  const oldest = new Gauge({
    name: 'hub_events_inbox_oldest_seconds',
    help: 'Age of the oldest event that has no position yet. Alarm at 60.',
    registers,
  });
  const ofReader = (name: string, help: string): Gauge<'reader'> =>
    new Gauge({ name, help, labelNames: ['reader'], registers });
  const events = ofReader('hub_events_reader_behind', 'Events that a reader has still to look at.');
  const seconds = ofReader('hub_events_reader_behind_seconds', 'Age of the oldest of them. Alarm at 60.');
  const passedOver = ofReader('hub_events_reader_passed_over', 'Events that failed five times and were passed over.');
  return {
    sealed: (count) => sealed.inc(count),
    stream({ inboxOldestSeconds, readers }) {
      oldest.set(inboxOldestSeconds);
      for (const figures of readers) {
        const { reader } = figures;
        events.set({ reader }, figures.events);
        seconds.set({ reader }, figures.seconds);
        passedOver.set({ reader }, figures.passedOver);
      }
    },
  };
}
