/** Kinds of sources of teams, as they are stored. */
export const teamSourceKinds = { JSON: 'json', OCDS: 'ocds', MARKETPLACE: 'marketplace' } as const;
export type TeamSourceKindName = (typeof teamSourceKinds)[keyof typeof teamSourceKinds];
