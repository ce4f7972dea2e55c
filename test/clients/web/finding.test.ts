import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { entries } from './documents/entries.js';
import { me } from './documents/session.js';
import { acknowledgeChange, changes, figures, findTenders, tenderPage } from './documents/tenders.js';
import { openJourneys, openNotice, password, type Journeys } from './journey-kit.js';
import { codesOf, type TokenStore } from './web-client.js';

let journeys: Journeys;
let changedId: string;
const changedOcid = 'ocds-9t57fa-1';

beforeAll(async () => {
  journeys = await openJourneys();
  await journeys.publish(
    openNotice(1, { description: 'Pump station north' }),
    openNotice(2, { description: 'Pump station south' }),
    openNotice(3, { description: 'Pump station east', province: 'Limpopo' }),
    openNotice(4, { description: 'School desks' }),
  );
  await journeys.publish(
    openNotice(1, { description: 'Pump station north and its valves' }, { id: 'second', date: '2026-03-05T00:00:00Z' }),
  );
  changedId = await journeys.tenderOf(changedOcid);
});
afterAll(() => journeys.close());

const signedOut = (): TokenStore => ({ accessToken: null, refreshToken: null });

describe('signing in', () => {
  test('is refused with the sentence that the form shows', async () => {
    const tab = journeys.tab(signedOut());

    const problem = await tab.signIn({ team: journeys.team.slug, email: journeys.clerk.email, password: 'wrong' });

    expect(problem).toBe('Team, e-mail and password do not fit together.');
  });

  test('holds in two tabs that refresh at the same moment', async () => {
    const tokens = signedOut();
    const [one, two] = [journeys.tab(tokens), journeys.tab(tokens)];
    expect(await one.signIn({ team: journeys.team.slug, email: journeys.clerk.email, password })).toBeNull();
    const before = tokens.accessToken;

    const refreshed = await Promise.all([one.refresh(), two.refresh()]);

    const again = await Promise.all([one, two].map(({ apollo }) => apollo.query({ query: me })));
    expect(refreshed).toEqual([true, true]);
    expect(tokens.accessToken).not.toBe(before);
    expect(again.map(({ data }) => data?.me?.account?.displayName)).toEqual(['Clerk', 'Clerk']);
  });

  test('is renewed by the client when the access token has expired', async () => {
    const tokens = signedOut();
    const tab = journeys.tab(tokens);
    journeys.setNow(new Date(Date.now() - 3_600_000));
    await tab.signIn({ team: journeys.team.slug, email: journeys.clerk.email, password });
    journeys.setNow(new Date());
    const expired = tokens.accessToken;

    const { data } = await tab.apollo.query({ query: entries });

    expect(data?.entries?.totalCount).toBe(0);
    expect(tokens.accessToken).not.toBe(expired);
  });

  test('that has ended leaves the operation with its error when the refresh token has ended too', async () => {
    const tokens = signedOut();
    const tab = journeys.tab(tokens);
    journeys.setNow(new Date(Date.now() - 3_600_000));
    await tab.signIn({ team: journeys.team.slug, email: journeys.clerk.email, password });
    journeys.setNow(new Date());
    tokens.refreshToken = 'one-that-has-ended';

    const { error } = await tab.apollo.query({ query: entries, errorPolicy: 'all' });

    expect(codesOf(error)).toEqual(['TOKEN_EXPIRED']);
  });
});

describe('a search', () => {
  test('shows facets, and its pages one after the other', async () => {
    const { apollo } = journeys.tab(journeys.clerk);
    const variables = { search: 'pump station', orderBy: 'CLOSING_AT_ASC' as const, first: 2 };

    const first = await apollo.query({ query: findTenders, variables });
    const after = first.data?.tenders?.pageInfo.endCursor ?? null;
    const second = await apollo.query({ query: findTenders, variables: { ...variables, after } });

    const titles = [first, second].map(({ data }) => data?.tenders?.nodes.map(({ title }) => title) ?? []);
    expect(first.data?.tenders?.totalCount).toBe(3);
    expect(first.data?.tenders?.facets?.provinces).toMatchObject([
      { province: 'GAUTENG', tenderCount: 2 },
      { province: 'LIMPOPO', tenderCount: 1 },
    ]);
    expect(titles.map((page) => page.length)).toEqual([2, 1]);
    expect(titles.flat().toSorted()).toEqual([
      'Pump station east',
      'Pump station north and its valves',
      'Pump station south',
    ]);
    expect(second.data?.tenders?.pageInfo.hasNextPage).toBe(false);
  });

  test('that finds nothing says why', async () => {
    const { apollo } = journeys.tab(journeys.clerk);

    const { data } = await apollo.query({
      query: findTenders,
      variables: { search: 'pump station', filter: { provinces: ['FREE_STATE'] } },
    });

    expect(data?.tenders?.nodes).toEqual([]);
    expect(data?.tenders?.emptyReason).toMatchObject({ kind: 'FILTERED_OUT', filters: ['provinces'] });
  });

  test('with a page size that is out of bounds is an error with a code', async () => {
    const { apollo } = journeys.tab(journeys.clerk);

    const { error } = await apollo.query({ query: findTenders, variables: { first: 101 }, errorPolicy: 'all' });

    expect(codesOf(error)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a tender', () => {
  test('is shown with its history and as it stood at an instant', async () => {
    const { apollo } = journeys.tab(journeys.clerk);

    const { data } = await apollo.query({
      query: tenderPage,
      variables: { id: changedId, at: '2026-03-02T00:00:00Z' },
    });

    expect(data?.tender).toMatchObject({
      title: 'Pump station north and its valves',
      asOf: { title: 'Pump station north' },
      history: { totalCount: 1 },
    });
    expect(data?.tender?.history?.nodes.find(({ version }) => version === 2)?.changes).toContainEqual(
      expect.objectContaining({ path: 'title', after: 'Pump station north and its valves' }),
    );
  });

  test('that changed is in the feed, and its acknowledgement is seen wherever it is shown, without a refetch', async () => {
    const { apollo } = journeys.tab(journeys.clerk);
    const page = { query: tenderPage, variables: { id: changedId, at: '2026-03-02T00:00:00Z' } };
    await apollo.query(page);

    const feed = await apollo.query({ query: changes, variables: { first: 100 } });
    const found = feed.data?.changes?.changes.find(({ tender }) => tender?.id === changedId);
    await apollo.mutate({
      mutation: acknowledgeChange,
      variables: { input: { tenderId: changedId, version: found?.version ?? 0 } },
    });

    const shown = apollo.readQuery(page)?.tender?.history?.nodes.find(({ version }) => version === 2);
    const inFeed = apollo.readQuery({ query: changes, variables: { first: 100 } })?.changes?.changes;
    expect(found).toMatchObject({ version: 2, acknowledgement: null });
    expect(shown?.acknowledgement?.acknowledgedAt).toEqual(expect.any(String));
    expect(inFeed?.find(({ tender }) => tender?.id === changedId)?.acknowledgement).toEqual(shown?.acknowledgement);
  });
});

describe('figures', () => {
  test('say how many rows they rest on', async () => {
    const { apollo } = journeys.tab(journeys.clerk);

    const { data } = await apollo.query({ query: figures });

    expect(data?.tendersByProvince).toMatchObject({
      usedRowCount: 4,
      rows: [
        { province: 'GAUTENG', tenderCount: 3 },
        { province: 'LIMPOPO', tenderCount: 1 },
      ],
    });
    expect(data?.spendByBuyer?.rows).toEqual([]);
  });
});

describe('published data', () => {
  test('is read as OCDS at an address of its own', async () => {
    const response = await fetch(`${journeys.url}/ocds/releases/${changedOcid}`, {
      headers: { authorization: `Bearer ${journeys.clerk.accessToken}` },
    });

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ version: '1.1', releases: [{ ocid: changedOcid }] });
  });
});
