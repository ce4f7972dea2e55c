import type { Task } from '@hub/prisma/client';
import type { Connection } from '@hub/runtime/graphql';

export type TaskMapper = Task;
export type TaskConnectionMapper = Connection<Task>;
