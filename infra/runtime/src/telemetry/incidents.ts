import { Counter, type Registry } from 'prom-client';

/** What can befall a process as a whole. */
export type Incident = 'uncaught_exception' | 'unhandled_rejection' | 'event_loop_blocked';

// Of the process, not of one registry: the handlers are there before anything else is open, and cannot be told apart.
const counts: Record<Incident, number> = { uncaught_exception: 0, unhandled_rejection: 0, event_loop_blocked: 0 };

/** Counts an incident of this process. */
export function countIncident(incident: Incident): void {
  counts[incident] += 1;
}

/** Shows the incidents of this process in its metrics. */
export function registerIncidents(registry: Registry): void {
  new Counter({
    name: 'hub_process_incidents_total',
    help: 'Errors that nobody caught, rejections that nobody handled, and times that the event loop stood still.',
    labelNames: ['incident'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [incident, count] of Object.entries(counts)) this.inc({ incident }, count);
    },
  });
}
