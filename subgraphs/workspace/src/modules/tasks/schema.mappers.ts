import type { Task } from '@hub/prisma/client';

export type TaskMapper = Task;
