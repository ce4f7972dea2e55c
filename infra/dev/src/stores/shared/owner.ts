import type { PortFile } from './port-file.js';
import { isAlive, startTimeOf } from './process-table.js';

/** This process, as the one that has to stop a store. */
export function thisProcess(): PortFile['owner'] {
  return { pid: process.pid, startedAt: startTimeOf(process.pid) };
}

/** True while another process that has to stop the store lives. */
export function isOwnerAlive({ owner }: PortFile): boolean {
  return owner.pid !== process.pid && isAlive(owner.pid) && startTimeOf(owner.pid) === owner.startedAt;
}
