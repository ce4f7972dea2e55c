import type { EventType } from '../define-event.js';
import { teamTendersChanged, tendersChanged } from './tenders-events.js';
import * as workspace from './workspace-events.js';

/** All types of events, by subgraph. */
export const eventCatalogue: readonly EventType[] = [tendersChanged, teamTendersChanged, ...Object.values(workspace)];
