import type { Notification } from '@hub/prisma/client';

export type NotificationMapper = Notification;
