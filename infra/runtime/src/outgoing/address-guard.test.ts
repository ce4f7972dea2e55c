import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { AddressRefused, assertCallable, guardedAgent, isPublicAddress, secured } from './address-guard.js';

const setting = 'SOURCE_HOSTS_ALLOWED';

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'ff02::1',
  '64:ff9b::a00:1',
  '2001:db8::1',
  '2002:a00:1::',
  'not an address',
  '',
])('%s is not of the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.169.0.1',
  '::ffff:8.8.8.8',
  '2606:4700::1111',
  '2a00:1450::1',
])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  'http://example.org/',
  'ftp://example.org/',
  'https://user@example.org/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://printer.local/',
  'https://db.internal/',
  'https://[::1]/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://127.1/',
])('%s is refused before anything is sent', (address) => {
  expect(() => assertCallable(new URL(address), { hostsAllowed: [], setting })).toThrow(AddressRefused);
});

test('a private host that is refused is told with the setting that allows it', () => {
  expect(() => assertCallable(new URL('https://10.0.0.7/'), { hostsAllowed: [], setting })).toThrow(
    'SOURCE_HOSTS_ALLOWED',
  );
});

test.each([
  ['http://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['https://example.org:8443/', 'https://example.org:8443/'],
  ['http://proxy.lan:8080/a', 'http://proxy.lan:8080/a'],
  ['ftp://example.org/', 'ftp://example.org/'],
])('%s is asked as %s', (address, asked) => {
  expect(secured(new URL(address), ['proxy.lan']).href).toBe(asked);
});

test('a name whose address is private is refused at the moment of connecting, unless it is allowed', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('inside');
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  const url = `http://localhost:${address !== null && typeof address === 'object' ? address.port : 0}/`;
  const closed = guardedAgent({ hostsAllowed: [], setting });
  const open = guardedAgent({ hostsAllowed: ['localhost'], setting });

  await expect(request(url, { dispatcher: closed })).rejects.toThrow('The address leads into a private network.');
  expect(asked).toBe(0);
  const { body } = await request(url, { dispatcher: open });
  expect(await body.text()).toBe('inside');

  await Promise.all([closed.close(), open.close()]);
  await new Promise((resolve) => server.close(resolve));
});
