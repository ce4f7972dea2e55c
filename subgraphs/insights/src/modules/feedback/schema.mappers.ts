export type { TenderFeedback as TenderFeedbackMapper } from '@hub/prisma/client';
