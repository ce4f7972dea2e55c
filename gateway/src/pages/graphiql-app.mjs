/* global Worker, Headers, fetch, FormData, URLSearchParams, location, document */
// Runs in the browser; bundled by build-graphiql.ts. It talks to the gateway that served it and to nothing else.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { sampleOperations } from './sample-operations.ts';
import 'graphiql/style.css';
import './graphiql-page.css';

const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' };
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(`/graphiql/assets/${workers[label] ?? 'editor.worker.js'}`),
};

const signInDocument = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    ... on SignInSuccess { tokens { accessToken } }
    ... on UserError { message }
  }
}`;

/** The token lives in this page only: reloading signs out. */
let accessToken = null;
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  fetch: (url, init) => {
    const headers = new Headers(init?.headers);
    if (accessToken !== null && !headers.has('authorization')) headers.set('authorization', `Bearer ${accessToken}`);
    return fetch(url, { ...init, headers });
  },
});

async function signIn(input) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: signInDocument, variables: { input } }),
  });
  const { data, errors } = await response.json();
  const result = data?.signIn;
  if (result?.tokens === undefined)
    throw new Error(result?.message ?? errors?.[0]?.message ?? 'The sign-in did not work.');
  return result.tokens.accessToken;
}

const field = (name, placeholder, type = 'text') =>
  h('input', { name, placeholder, type, required: true, 'aria-label': placeholder, autoComplete: 'off' });

function SignIn() {
  const [state, setState] = useState({ who: null, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    const input = Object.fromEntries(new FormData(event.currentTarget));
    try {
      accessToken = await signIn(input);
      setState({ who: `${input.email} in ${input.team}`, problem: null });
    } catch (error) {
      setState({ who: null, problem: error.message });
    }
  };
  const signOut = () => {
    accessToken = null;
    setState({ who: null, problem: null });
  };
  if (state.who !== null) {
    return h(
      'div',
      { className: 'hub-session' },
      h('span', null, `Signed in as ${state.who}`),
      h('button', { type: 'button', onClick: signOut }, 'Sign out'),
    );
  }
  return h(
    'form',
    { className: 'hub-session', onSubmit: submit },
    state.problem === null
      ? h('span', null, 'Anonymous')
      : h('span', { role: 'alert', className: 'hub-problem' }, state.problem),
    field('team', 'team'),
    field('email', 'e-mail', 'email'),
    field('password', 'password', 'password'),
    h('button', { type: 'submit' }, 'Sign in'),
  );
}

const query = new URLSearchParams(location.search).get('query') ?? undefined;
createRoot(document.getElementById('graphiql')).render(
  h(
    'div',
    { className: 'hub-page' },
    h('header', { className: 'hub-bar' }, h('strong', null, 'Tender Insight Hub'), h(SignIn)),
    h(
      'main',
      { className: 'hub-main' },
      h(GraphiQL, { fetcher, defaultTabs: sampleOperations, initialQuery: query, shouldPersistHeaders: false }),
    ),
  ),
);
