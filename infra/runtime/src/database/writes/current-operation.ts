import { AsyncLocalStorage } from 'node:async_hooks';

/** What is being carried out, as its events tell it. */
export interface Operation {
  /** Name of the mutation, such as `trackTender`. */
  readonly operation: string;
  /** The permission that allowed it; null where none is needed. */
  readonly permission: string | null;
}

const operations = new AsyncLocalStorage<Operation>();

/** Carries out a mutation, so that events of its writes tell which it was. */
export function duringOperation<T>(operation: Operation, work: () => T): T {
  return operations.run(operation, work);
}

/** The mutation that is being carried out; undefined outside of one. */
export function currentOperation(): Operation | undefined {
  return operations.getStore();
}
