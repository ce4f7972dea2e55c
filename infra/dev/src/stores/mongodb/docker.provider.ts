import { dockerProvider } from '../shared/docker-provider.js';
import { databaseName, initiateSet, replicaSetName } from './mongodb-server.js';

/** MongoDB 8 in a container, as a replica set of one. */
export const mongodbDockerProvider = dockerProvider('mongodb', {
  image: 'mongo:8.0.4',
  port: 27_017,
  environment: {},
  command: ['mongod', '--replSet', replicaSetName, '--bind_ip_all', '--noscripting', '--wiredTigerCacheSizeGB', '0.25'],
  // Inside the container the member has another port than outside, so clients must not follow the member list.
  url: (host, port) => `mongodb://${host}:${port}/${databaseName}?directConnection=true`,
  prepare: (url) => initiateSet(url, '127.0.0.1:27017'),
});
