import { writeFileSync } from 'node:fs';
import { renderNotificationPage } from './documentation.js';

writeFileSync(new URL('./README.md', import.meta.url), renderNotificationPage());
