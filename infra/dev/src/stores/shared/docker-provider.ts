import type { Provider, Refusal, RunningStore, StoreContext, StoreName } from '../provider.js';

export interface DockerImage {
  readonly image: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** The address, once the container's port is known on this machine. */
  readonly url: (host: string, port: number) => string;
  /** Resolves when the server can be used. */
  readonly prepare: (url: string) => Promise<void>;
}

/** What we need of a running container. */
interface Container {
  readonly getHost: () => string;
  readonly getMappedPort: (port: number) => number;
  readonly stop: () => Promise<unknown>;
}

/** What a Docker engine can do for us. Tests stand in for the engine, for most machines have none. */
export interface DockerEngine {
  /** Null when an engine answers; else why not. */
  readonly whyUnavailable: () => Promise<string | null>;
  readonly start: (image: DockerImage) => Promise<Container>;
}

/** The last resort of each store: a container, removed with us. */
export function dockerProvider(
  store: StoreName,
  image: DockerImage,
  engine: DockerEngine = testcontainersEngine,
): Provider {
  return {
    name: 'docker',
    store,
    examine: async () => {
      const reason = await engine.whyUnavailable();
      return reason === null
        ? { usable: image.image }
        : { refused: reason, remedy: 'Install Docker, start its engine, and let this user reach it.' };
    },
    tryStart: (context) => startContainer(image, engine, context),
  };
}

async function startContainer(
  image: DockerImage,
  engine: DockerEngine,
  { log, signal }: StoreContext,
): Promise<RunningStore | Refusal> {
  log(`Starting the container ${image.image}`);
  const container = await engine.start(image);
  const stop = async (): Promise<void> => {
    await container.stop();
  };
  try {
    signal.throwIfAborted();
    const url = image.url(container.getHost(), container.getMappedPort(image.port));
    await image.prepare(url);
    return { url, note: `${image.image}; its data goes with the container`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Imported on first use only: the library is large, and most starts never get here. */
const testcontainersEngine: DockerEngine = {
  whyUnavailable: async () => {
    const { getContainerRuntimeClient } = await import('testcontainers');
    try {
      await getContainerRuntimeClient();
      return null;
    } catch {
      return 'no Docker engine answers';
    }
  },
  start: async (image) => {
    const { GenericContainer, Wait } = await import('testcontainers');
    return new GenericContainer(image.image)
      .withEnvironment({ ...image.environment })
      .withCommand([...image.command])
      .withExposedPorts(image.port)
      .withWaitStrategy(Wait.forListeningPorts())
      .withStartupTimeout(120_000)
      .start();
  },
};
