import type { ViewerResolvers } from '../../../types.generated.js';
import { conditionsOf } from '../notification-filter.js';
import { countUnread, notificationsPage } from '../notification.service.js';
import { notificationPreferences } from '../preference.service.js';

export const Viewer: Pick<ViewerResolvers, 'notificationPreferences' | 'notifications' | 'unreadNotificationCount'> = {
  notifications: (viewer, { filter, first, after }, context) =>
    notificationsPage(context, viewer, { conditions: conditionsOf(filter), page: { first, after } }),
  unreadNotificationCount: (viewer, _args, context) => countUnread(context, viewer),
  notificationPreferences: (viewer, _args, context) => notificationPreferences(context, viewer),
};
