import { mutation } from '@hub/runtime/graphql';
import type { MutationResolvers } from '../../../../types.generated.js';
import { decideGateInput } from '../../project-input.js';
import { decideGate as run } from '../../decide-gate.service.js';

export const decideGate: NonNullable<MutationResolvers['decideGate']> = mutation(decideGateInput, run);
