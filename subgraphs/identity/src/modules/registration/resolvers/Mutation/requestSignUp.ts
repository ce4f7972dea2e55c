import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { requestSignUpInput } from '../../registration-input.js';
import { requestSignUp as request } from '../../sign-up.service.js';

export const requestSignUp: NonNullable<MutationResolvers['requestSignUp']> = mutation(requestSignUpInput, request);
