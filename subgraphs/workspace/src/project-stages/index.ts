export { allTransitions, findStep, fieldsOfProject, transitionsFrom } from './transitions.js';
export type { ProjectField, Place, Step, Transition, TransitionKind } from './transitions.js';
