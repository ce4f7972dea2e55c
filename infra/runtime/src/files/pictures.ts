/** Under which files pictures of people are kept, how large one may be, and how long one waits to be used once it was sent. */
export const avatarFiles = {
  kind: 'avatars',
  /** What was sent and is not used yet: one for each person, in place of the one before. */
  sent: { kind: 'sent-avatars', name: 'picture.bin' },
  bytesMax: 512 * 1024,
  sentKeptMs: 3_600_000,
} as const;

/** Pictures that are kept, by the extension of their files. */
export const pictureTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
};

/** What a picture is by its first bytes, whatever it is called: an extension of {@link pictureTypes}; null for anything else. */
export function pictureExtension(bytes: Uint8Array): 'png' | 'jpg' | 'webp' | null {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (text.startsWith('\u0089PNG\r\n\u001A\n')) return 'png';
  if (text.startsWith('\u00FF\u00D8\u00FF')) return 'jpg';
  return text.startsWith('RIFF') && text.endsWith('WEBP') ? 'webp' : null;
}
