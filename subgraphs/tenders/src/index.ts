import { runSubgraph } from '@hub/runtime/service';
import { createSubgraph } from './subgraph.js';

await runSubgraph('tenders', createSubgraph);
