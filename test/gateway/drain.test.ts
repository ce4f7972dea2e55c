import { expect, test } from '@jest/globals';
import { developmentSettings } from '@hub/gateway/config';
import { createGateway } from '@hub/gateway/server';
import { postGraphql } from '../kit/post-graphql.js';
import { inProcess, supergraphOf } from './fake-subgraphs.js';

test('stopping finishes what is in flight, then refuses connections', async () => {
  const gate = Promise.withResolvers<undefined>();
  const arrived = Promise.withResolvers<undefined>();
  let waiting = 0;
  const subgraphs = inProcess();
  const slow = {
    execute: async () => {
      waiting += 1;
      if (waiting === 20) arrived.resolve(undefined);
      await gate.promise;
      return { data: { whoami: 'late' } };
    },
  };
  const settings = { ...developmentSettings, port: 0 };
  const gateway = await createGateway({
    supergraphSdl: supergraphOf(),
    inProcess: { ...subgraphs, workspace: slow },
    settings,
  });
  const url = await gateway.start();

  const sent = Array.from({ length: 20 }, () => postGraphql(url, { query: '{ whoami }' }));
  await arrived.promise;
  const stopped = gateway.stop();
  gate.resolve(undefined);
  const answers = await Promise.all(sent);
  await stopped;

  expect(answers.map(({ status, body }) => [status, body])).toEqual(
    answers.map(() => [200, { data: { whoami: 'late' } }]),
  );
  await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
});
