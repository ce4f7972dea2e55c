/** What a notice is for. Portals list all of these as tenders. */
export const noticeKinds = [
  'TENDER',
  'QUOTATION',
  'EXPRESSION_OF_INTEREST',
  'PANEL',
  'CORRECTION',
  'CANCELLATION',
  'REGRET',
  'AWARD',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];
