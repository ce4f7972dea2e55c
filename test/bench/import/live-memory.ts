import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const mib = 1_048_576;

/** Measures the memory that is in use, without what was left behind and not collected yet. */
export function liveMemory(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  return () => {
    collect();
    // Buffers outside the heap that the first lets go of are counted until the second.
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / mib;
  };
}
