import type { Notification } from '@hub/prisma/client';
import type { Preferences } from './preferences.js';

export type NotificationMapper = Notification;
export type NotificationPreferencesMapper = Preferences;
