import type { SigningKey } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import type { FindTxt } from '@hub/runtime/dns';
import type { FieldCipher } from '@hub/runtime/encryption';
import type { SubgraphContext } from '@hub/runtime/graphql';
import type { Files } from '@hub/runtime/files';
import type { Loaders } from './loaders.js';
import type { MailThrottle } from './modules/registration/mail-throttle.js';
import type { SignInThrottle } from './modules/sessions/sign-in-throttle.js';
import type { Throttle } from './throttle.js';

/** What resolvers of this subgraph get. */
export type Context = SubgraphContext<Loaders> & {
  readonly signingKey: SigningKey;
  /** What successors of refresh tokens are made with. */
  readonly refreshSecret: Uint8Array;
  /** The database as the product itself, for the moments before a person is signed in. */
  readonly databaseAs: HubDatabase['as'];
  /** For fields that are stored encrypted. */
  readonly cipher: FieldCipher;
  /** Files and links to them, and the address that links begin with. */
  readonly files: Files & { readonly publicUrl: string };
  /** Minutes without use after which any session ends; null for no limit of the platform's. */
  readonly idleMinutes: number | null;
  /** Looks up what proves domains. */
  readonly findTxt: FindTxt;
  /** For checks of domains. */
  readonly domainThrottle: Throttle;
  readonly signInThrottle: SignInThrottle;
  /** For mutations that send mail. */
  readonly mailThrottle: MailThrottle;
};
