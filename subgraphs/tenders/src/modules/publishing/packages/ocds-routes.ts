import type { HttpRoute } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { recordPackage, releasePackage, releasesPackage } from './package.service.js';

/** Packages for tools that speak OCDS: the addresses beside the graph. */
export function ocdsRoutes({ publicUrl }: { readonly publicUrl: string }): readonly HttpRoute[] {
  const within = ({ database, now }: RequestScope) => ({ database, now, publicUrl });
  return [
    {
      path: '/ocds/releases',
      needs: 'tender:read',
      answer: ({ query }, scope) => releasesPackage(within(scope), query),
    },
    {
      path: '/ocds/releases/:ocid',
      needs: 'tender:read',
      answer: ({ parameters }, scope) => releasePackage(within(scope), parameters['ocid'] ?? ''),
    },
    {
      path: '/ocds/records/:ocid',
      needs: 'tender:read',
      answer: ({ parameters }, scope) => recordPackage(within(scope), parameters['ocid'] ?? ''),
    },
  ];
}
