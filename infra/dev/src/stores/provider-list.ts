import { mongodbDockerProvider } from './mongodb/docker.provider.js';
import { mongodbEnvironmentProvider } from './mongodb/environment.provider.js';
import { mongodbMachineProvider } from './mongodb/machine.provider.js';
import { mongodbMemoryServerProvider } from './mongodb/memory-server.provider.js';
import { mongodbKind } from './mongodb/mongodb-server.js';
import { mongodbWheelProvider } from './mongodb/wheel.provider.js';
import { postgresDockerProvider } from './postgres/docker.provider.js';
import { postgresEmbeddedProvider } from './postgres/embedded.provider.js';
import { postgresEnvironmentProvider } from './postgres/environment.provider.js';
import { postgresMachineProvider } from './postgres/machine.provider.js';
import { postgresKind } from './postgres/postgres-probe.js';
import type { Provider, StoreName } from './provider.js';
import { redisAptProvider } from './redis/apt.provider.js';
import { redisDockerProvider } from './redis/docker.provider.js';
import { redisEnvironmentProvider } from './redis/environment.provider.js';
import { redisMachineProvider } from './redis/machine.provider.js';
import { redisKind } from './redis/redis-server.js';
import { redisWheelProvider } from './redis/wheel.provider.js';
import { runningProvider } from './shared/running-provider.js';

/** The order is the contract: the first that works is taken. */
export const providers: Readonly<Record<StoreName, readonly Provider[]>> = {
  postgres: [
    postgresEnvironmentProvider,
    runningProvider('postgres', postgresKind),
    postgresEmbeddedProvider,
    postgresMachineProvider,
    postgresDockerProvider,
  ],
  redis: [
    redisEnvironmentProvider,
    runningProvider('redis', redisKind),
    redisMachineProvider,
    redisWheelProvider,
    redisAptProvider,
    redisDockerProvider,
  ],
  mongodb: [
    mongodbEnvironmentProvider,
    runningProvider('mongodb', mongodbKind),
    mongodbMachineProvider,
    mongodbMemoryServerProvider,
    mongodbWheelProvider,
    mongodbDockerProvider,
  ],
};
