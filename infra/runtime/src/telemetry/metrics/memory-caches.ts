import { Gauge, type Registry } from 'prom-client';
import { memoryCacheUse } from '../../memory/memory.js';

/** Shows in the metrics how full the caches of this process are. */
export function registerMemoryCaches(registry: Registry): void {
  new Gauge({
    name: 'hub_memory_cache_bytes',
    help: 'Bytes that the entries of a cache in memory take, and may take at most.',
    labelNames: ['cache', 'kind'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, bytes, bytesMax } of memoryCacheUse()) {
        this.inc({ cache: name, kind: 'used' }, bytes);
        this.inc({ cache: name, kind: 'max' }, bytesMax);
      }
    },
  });
}
