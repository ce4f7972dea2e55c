import type { ViewerResolvers } from '../../../types.generated.js';
import { openSessions } from '../own-sessions.service.js';

export const Viewer: Pick<ViewerResolvers, 'sessions'> = {
  sessions: (_viewer, _args, context) => openSessions(context),
};
