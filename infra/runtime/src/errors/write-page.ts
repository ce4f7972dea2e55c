import { writeFileSync } from 'node:fs';
import { renderErrorPage } from './documentation.js';

writeFileSync(new URL('./README.md', import.meta.url), renderErrorPage());
