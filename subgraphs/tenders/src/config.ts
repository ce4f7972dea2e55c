import { readTogether, type Environment } from '@hub/runtime/config';
import { createTxtFinder, dnsServersFrom, type FindTxt } from '@hub/runtime/dns';
import { fieldCipherFrom, type FieldCipher } from '@hub/runtime/encryption';
import { publishingEnvironmentFrom, type PublishingEnvironment } from './modules/publishing/publishing-environment.js';
import { searchEnvironmentFrom, type SearchEnvironment } from './modules/search/request/search-environment.js';
import { pollSettingsFrom, type PollSettings } from './source-http/index.js';

/** Settings that only tenders has, by the module that uses them. */
export interface TendersSettings {
  readonly polling: PollSettings;
  readonly cipher: FieldCipher;
  readonly publishing: PublishingEnvironment;
  readonly searching: SearchEnvironment;
  /** Looks up what proves domains. */
  readonly findTxt: FindTxt;
}

/**
 * Reads what the modules of this subgraph need beside its stores.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function tendersSettingsFrom(env: Environment): TendersSettings {
  return readTogether((read) => {
    const polling = read(pollSettingsFrom);
    const cipher = read(fieldCipherFrom);
    const publishing = read(publishingEnvironmentFrom);
    const searching = read(searchEnvironmentFrom);
    const servers = read(dnsServersFrom);
    return () => ({
      ...{ polling: polling(), cipher: cipher(), publishing: publishing(), searching: searching() },
      findTxt: createTxtFinder({ servers: servers() }),
    });
  }, env);
}
