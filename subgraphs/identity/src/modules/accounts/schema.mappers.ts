import type { Account } from '@hub/prisma/client';

export type PrivateAccountMapper = Account;
