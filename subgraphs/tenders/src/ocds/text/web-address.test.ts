import { expect, test } from '@jest/globals';
import { isActiveAddress, webAddress } from './web-address.js';

test.each([
  ['https://example.org/a.pdf', 'https://example.org/a.pdf'],
  ['HTTP://example.org', 'HTTP://example.org'],
  ['www.example.org/a.pdf', 'http://www.example.org/a.pdf'],
  ['//example.org/a.pdf', 'http://example.org/a.pdf'],
  ['javascript:alert(1)', null],
  [' JavaScript:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['data:text/html,<script>alert(1)</script>', null],
  ['file:///etc/passwd', null],
  ['ftp://example.org/a.pdf', null],
  ['mailto:a@example.org', null],
  ['a.pdf', null],
  ['C:\\tenders\\a.pdf', null],
  [null, null],
])('%j is shown as %j', (stated, shown) => {
  expect(webAddress(stated)).toBe(shown);
});

test.each([
  ['javascript:alert(1)', true],
  ['\u0001java\tscript:alert(1)', true],
  ['vbscript:x', true],
  ['data:text/html,x', true],
  ['view-source:https://example.org', true],
  ['https://example.org/javascript:x', false],
  ['urn:ocds:1', false],
  ['javascript', false],
])('%j runs: %j', (address, runs) => {
  expect(isActiveAddress(address)).toBe(runs);
});
