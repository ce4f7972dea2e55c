// Loaded before a supervised process: when the supervisor is gone, however it went, the process drains and ends.
import { closeSync, openSync } from 'node:fs';

const drainMaxMs = 6_000;

process.once('disconnect', () => {
  // Nobody reads the output any more. The logger would try a broken pipe again for ever, so its numbers get another end.
  for (const descriptor of [1, 2]) {
    closeSync(descriptor);
    openSync('/dev/null', 'w');
  }
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), drainMaxMs).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
