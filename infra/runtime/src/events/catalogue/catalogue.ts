import type { EventType } from '../define-event.js';
import * as workspace from './workspace-events.js';

/** All types of events, by subgraph. */
export const eventCatalogue: readonly EventType[] = [...Object.values(workspace)];
