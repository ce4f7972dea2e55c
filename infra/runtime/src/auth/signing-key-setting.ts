import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

const jwkShape = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  d: z.string(),
});

/** A private Ed25519 key as the text of a JWK. Checked to be one when settings are read; the text is never shown. */
export function signingKeyText(): z.ZodType<string> {
  return z
    .string()
    .refine(isSigningKey, 'must be a private Ed25519 key in JWK form')
    .meta({ example: '{"kty":"OKP","crv":"Ed25519","x":"...","d":"..."}' });
}

function isSigningKey(text: string): boolean {
  try {
    const { kty, crv, x, d } = jwkShape.parse(JSON.parse(text));
    createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
