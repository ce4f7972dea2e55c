/** Under which files that a team has had made are kept, and for how long. */
export const exportFiles = { kind: 'exports', keptMs: 7 * 86_400_000 } as const;
