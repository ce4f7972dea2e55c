import type { TeamSetting } from '@hub/prisma/client';
import type { SettingFields } from './setting.repository.js';

/** How a team works: what it chose, and as usual elsewhere. */
export type TeamSettings = SettingFields & Pick<TeamSetting, 'version'>;

/** What holds for a team that chose nothing. */
const usual: TeamSettings = {
  reportingCurrency: 'ZAR',
  financialYearStartMonth: 3,
  invitationDayCount: 7,
  invitationDomains: [],
  archiveAfterDayCount: 0,
  version: 0,
};

export const settingFields = [
  'reportingCurrency',
  'financialYearStartMonth',
  'invitationDayCount',
  'invitationDomains',
  'archiveAfterDayCount',
] as const satisfies readonly (keyof SettingFields)[];

/** What holds for the team of a row. */
export function settingsOf(row: TeamSetting | null): TeamSettings {
  if (row === null) return usual;
  const { reportingCurrency, financialYearStartMonth, invitationDayCount, invitationDomains } = row;
  const { archiveAfterDayCount, version } = row;
  return {
    ...{ reportingCurrency, financialYearStartMonth, invitationDayCount, invitationDomains },
    ...{ archiveAfterDayCount, version },
  };
}

/** Whether the team lets somebody with this address be invited. */
export function mayBeInvited({ invitationDomains }: TeamSettings, email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return invitationDomains.length === 0 || invitationDomains.includes(domain);
}
