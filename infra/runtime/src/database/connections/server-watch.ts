import pg from 'pg';
import { createCircuit } from '../../circuit/circuit.js';
import { withDeadline } from '../../circuit/deadline.js';
import { socketOf } from './client-socket.js';

/** Tells a server that says nothing from a statement that takes long. */
export interface ServerWatch {
  /** True from the moment when the server is known to be silent until it has answered again. */
  readonly isAway: boolean;
  /** Something has waited for longer than most statements take: asks the server itself, unless that is happening already. */
  suspect(): void;
  /** Ends asking for good. */
  close(): void;
}

/** How a server is watched. */
export interface ServerWatchOptions {
  readonly connectionString: string;
  readonly applicationName: string;
  /** A server that has not answered for so long is away. */
  readonly patienceMs: number;
  /** Called each time the server turns out to be silent. */
  readonly onAway: () => void;
}

const askAgainMs = 500;

/**
 * Watches one server for one pool. Nothing is asked until somebody suspects something; then a question that costs nothing
 * goes out on a connection of its own, which is kept for the next time. A server that answers anything, be it that it has
 * too many clients, is there. One that is silent is asked every half second until it answers.
 */
export function watchServer({ patienceMs, onAway, ...place }: ServerWatchOptions): ServerWatch {
  let line: Line | null = null;
  let isAsking = false;
  const hangUp = (): void => {
    line?.hangUp();
    line = null;
  };
  const askOnce = async (): Promise<Answer> => {
    line ??= openLine(place);
    const answer = await within(patienceMs, line.ask());
    if (answer !== 'usable') hangUp();
    return answer;
  };
  const ask = async (): Promise<void> => {
    const isKept = line !== null;
    const first = await askOnce();
    // What has broken a kept line may have been an outage that is long over.
    const answer = first === 'broken' && isKept ? await askOnce() : first;
    if (answer === 'silent' || answer === 'broken') throw tooLate();
  };
  const circuit = createCircuit({
    probe: ask,
    isOutage: () => true,
    failuresMax: 1,
    probeIntervalMs: askAgainMs,
    onState: (state) => {
      if (state === 'open') onAway();
    },
  });
  return {
    get isAway() {
      return circuit.state !== 'closed';
    },
    suspect() {
      if (isAsking || circuit.state !== 'closed') return;
      isAsking = true;
      ask()
        .catch(() => circuit.trip())
        .finally(() => (isAsking = false));
    },
    close() {
      circuit.stop();
      hangUp();
    },
  };
}

/** `refused` is an answer too: the server is there, and this connection cannot be used again. `broken` is none. */
type Answer = 'usable' | 'refused' | 'broken' | 'silent';

/** A connection that is used for asking alone. */
interface Line {
  ask(): Promise<Answer>;
  hangUp(): void;
}

function openLine({
  connectionString,
  applicationName,
}: Pick<ServerWatchOptions, 'connectionString' | 'applicationName'>): Line {
  const client = new pg.Client({ connectionString, application_name: applicationName, keepAlive: true });
  client.on('error', () => undefined);
  const connected = client.connect();
  connected.catch(() => undefined);
  return {
    async ask() {
      try {
        await connected;
        await client.query('begin transaction read only; commit');
        return 'usable';
      } catch (error) {
        return error instanceof pg.DatabaseError ? 'refused' : 'broken';
      }
    },
    // Without a goodbye: a silent server would not answer it.
    hangUp: () => void socketOf(client)?.destroy(),
  };
}

/** What was answered in time. */
function within(patienceMs: number, asked: Promise<Answer>): Promise<Answer> {
  return withDeadline(patienceMs, () => asked, tooLate).catch(() => 'silent' as const);
}

const tooLate = (): Error => new Error('The server is silent.');
