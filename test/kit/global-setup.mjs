import { tsImport } from 'tsx/esm/api';

/** Runs once before all tests. Without stores only unit tests can run, and they need no template. */
export default async function globalSetup() {
  if (!process.env.DATABASE_URL) return;
  const { prepareTemplate } = await tsImport('./database.ts', import.meta.url);
  await prepareTemplate();
}
