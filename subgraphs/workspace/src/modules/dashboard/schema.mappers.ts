import type { DashboardCounts, RecentRow } from './dashboard.repository.js';

export type DashboardMapper = DashboardCounts;
export type RecentChangeMapper = RecentRow;
