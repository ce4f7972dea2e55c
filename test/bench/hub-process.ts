// The whole product in this one process, for a benchmark that brings its own stores.
import { serveHub } from './serve-hub.js';

await serveHub();
