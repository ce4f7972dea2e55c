export { allTransitions, findStep, transitionsFrom } from './transitions.js';
export type { ProjectField, Transition } from './transitions.js';
