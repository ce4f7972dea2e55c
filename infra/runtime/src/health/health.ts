/** Whether a process lives, is ready, and what its stores do. */
export {
  createHealth,
  type Health,
  type HealthOptions,
  type HealthProbe,
  type HealthReport,
  type StoreHealth,
} from './create-health.js';
export { registerHealthRoutes, type HealthRoutesOptions } from './health-routes.js';
