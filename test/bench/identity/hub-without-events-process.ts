// The whole product in this one process, where mutations record nothing: what the statement of an event costs is the difference.
import pg from 'pg';
import { serveHub } from '../serve-hub.js';

const send = pg.Client.prototype.query;
const nothing = { command: 'SELECT', rowCount: 1, oid: 0, fields: [], rows: [] };

function sendUnlessEvent(this: pg.Client, ...args: readonly unknown[]): unknown {
  const [statement] = args;
  const text = typeof statement === 'object' && statement !== null && 'text' in statement ? statement.text : statement;
  if (typeof text === 'string' && text.startsWith('select events.append(')) return Promise.resolve(nothing);
  return Reflect.apply(send, this, args);
}

Object.assign(pg.Client.prototype, { query: sendUnlessEvent });

await serveHub();
