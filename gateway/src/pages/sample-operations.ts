/** An operation that GraphiQL opens with. Each runs as it stands. */
export interface SampleOperation {
  readonly query: string;
  /** Whether one must be signed in for it. */
  readonly needsSignIn: boolean;
}

/** What GraphiQL shows in its tabs when it is opened for the first time. */
export const sampleOperations: readonly SampleOperation[] = [
  {
    needsSignIn: false,
    query: `# Tender Insight Hub
# Press Ctrl-Enter to run, Ctrl-Space for suggestions. The documentation opens on the left.
# Everybody may ask this one. Sign in above for those in the other tabs.

query Sources {
  sourceHealth { name title status lastSuccessAt }
  me { account { displayName } }
}
`,
  },
  {
    needsSignIn: true,
    query: `# Sign in above first: tenders are for members of a team.

query FindTenders {
  tenders(search: "road", first: 5) {
    totalCount
    edges { node { id title province closingAt status buyer { name } value { amount currency } } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    needsSignIn: true,
    query: `# Sign in above first: what your team tracks, and who is in it.

query MyTeam {
  me { role account { displayName } team { name plan } }
  entries(first: 5) { edges { node { status priority notes tender { title closingAt } } } }
}
`,
  },
  {
    needsSignIn: true,
    query: `# Sign in above first: figures, each with the rows that it used and left out.

query Figures {
  tendersByProvince { usedRowCount excludedRowCount rows { province tenderCount } }
  spendByBuyer(first: 5) { usedRowCount rows { buyerName value { amount currency } } }
}
`,
  },
];
