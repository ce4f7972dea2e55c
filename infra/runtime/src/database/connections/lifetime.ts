/** Longest life of a connection: what a backend has gathered of plans and memory goes with it. */
export const lifetimeSecondsMax = 900;
