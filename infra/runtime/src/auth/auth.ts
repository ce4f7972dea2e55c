export * from './access-token.js';
export * from './actor.js';
export * from './client-info.js';
export * from './internal-token.js';
export * from './permissions.js';
export * from './signing-key-setting.js';
export * from './subgraph-names.js';
export * from './token-refusal.js';
