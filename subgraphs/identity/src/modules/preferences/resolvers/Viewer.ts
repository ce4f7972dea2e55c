import type { ViewerResolvers } from '../../../types.generated.js';
import { preferences } from '../preference.service.js';

export const Viewer: Pick<ViewerResolvers, 'preferences'> = {
  preferences: (viewer, _args, context) => preferences(context, viewer),
};
