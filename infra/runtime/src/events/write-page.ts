import { writeFileSync } from 'node:fs';
import { renderEventPage } from './documentation.js';

writeFileSync(new URL('./README.md', import.meta.url), renderEventPage());
