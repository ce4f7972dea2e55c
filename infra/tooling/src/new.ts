// `npm run new -- module | migration | mutation ...`: writes what a new thing needs, in the shapes of this code base.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openCheckout } from './new/checkout.js';
import { camelOf, namesOf, singularOf } from './new/names.js';
import { newMigration } from './new/new-migration.js';
import { newModule } from './new/new-module.js';
import { newMutation } from './new/new-mutation.js';

const usage = `npm run new -- module <subgraph>/<name> --permission <noun:verb>
npm run new -- mutation <subgraph>/<module> <verbNoun> --permission <noun:verb> [--type <Type>]
npm run new -- migration <name_in_snake_case>

Permissions are listed in infra/runtime/src/auth/permissions.ts; add one there first if none fits.`;

const root = fileURLToPath(new URL('../../..', import.meta.url));

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { permission: { type: 'string' }, type: { type: 'string' } },
  });
  const paths = write(positionals, values);
  execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', '--ignore-unknown', ...paths], {
    cwd: root,
    stdio: 'inherit',
  });
  if (positionals[0] !== 'migration') {
    execFileSync('npm', ['run', '--silent', 'generate'], { cwd: root, stdio: 'inherit' });
    execFileSync('npm', ['run', '--silent', 'compose'], { cwd: root, stdio: 'inherit' });
  }
  process.stdout.write(`${paths.join('\n')}\n\nNext: CONTRIBUTING.md says what each of these files is for.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function write(
  [kind, place = '', name = '']: readonly string[],
  { permission, type }: { permission?: string | undefined; type?: string | undefined },
): readonly string[] {
  const checkout = openCheckout(root);
  if (kind === 'migration' && place !== '') {
    newMigration(checkout, place, readdirSync(join(root, 'prisma/migrations')));
    return checkout.save();
  }
  const [subgraph = '', module = ''] = place.split('/');
  if (!['module', 'mutation'].includes(kind ?? '') || module === '') throw new Error(usage);
  if (permission === undefined || !checkout.read('infra/runtime/src/auth/permissions.ts').includes(`'${permission}':`))
    throw new Error(`Name a permission of the registry with --permission.\n\n${usage}`);
  if (kind === 'module') newModule(checkout, { subgraph, name: module, permission });
  else {
    const entity = type ?? namesOf(camelOf(singularOf(module))).pascal;
    newMutation(checkout, { subgraph, module, name, permission, type: entity });
  }
  return checkout.save();
}
