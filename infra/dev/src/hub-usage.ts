/** What `npm run hub -- --help` prints. */
export const usage = `npm run hub -- import <file, folder or URL> [--source NAME] [--follow-links]
  Imports OCDS releases into the database of this checkout: release packages, record packages, bare releases, JSON Lines;
  plain or in gzip, zstd, zip and tar. Ctrl-C and the same command again lose and double nothing. With --follow-links, and
  always for a URL, releases that records only point at are fetched, and so are the extensions that packages name.
  Ends with status 1 when no release was found, or when all were set aside.

npm run hub -- replay [--source NAME] [--reason CODE]
  Tries releases that were set aside again, and fetches again what could not be fetched.

npm run hub -- reread-facts
  Reads again what older readers have read, or none: all of a tender out of its releases, and CIDB gradings and the like
  out of its text. Says how many are read differently, and how many of teams' own tenders were queued for the worker. The
  worker does the same every night; Ctrl-C and the same command again go on where it stopped.

npm run hub -- doubts <file or folder> [--source NAME] [--json]
  Reads releases as an import would, with the sources of this checkout, and writes nothing. Prints what was read as
  status, dates, money, names and documents, from where, and how often in doubt, for each publisher; with --json as one
  object for programs. Ends with status 1 when a tender is OPEN whose newest evidence is older than 18 months, or when no
  tender was found.

npm run hub -- reencrypt
  Encrypts with the newest key of FIELD_ENCRYPTION_KEY what was encrypted with older ones, and says how many fields of which
  column; the worker does the same every night. Ends with status 1 when fields are left that none of the keys can read.

npm run hub -- law
  Prints the rules of procurement law that readiness goes by: their days, source, whether they are confirmed, and their doubts.

npm run hub -- insights check
  Compares the document store with Postgres: a summary for each tender, and a score for each tender that a team tracks or has
  found, made from what is there now. Ends with status 1 when one is missing, old or of nothing.

npm run hub -- import legacy-analysis <file>
  Takes over summaries of an older product, one JSON object a line: tender_id (the OCID, or the id here), summary or ai_summary,
  key_points, confidence or confidence_score, language or language_detected, processing_time_ms. Scores are calculated anew.
  Names each line that cannot be taken over and why. Ctrl-C and the same command again go on where it stopped. Ends with
  status 1 when the store does not hold as many as were taken over.

npm run hub -- insights verify
  Calculates 1,000 random stored scores again from what is stored with them. Ends with status 1 when one comes to something else.

npm run hub -- team erase <slug or id> --yes
npm run hub -- account erase <e-mail or id> --yes
  Erases a team, or a person, from every store, and prints a receipt: how many rows, events, archived events, jobs,
  documents and files went. It cannot be undone. When it fails, the same command goes on where it stopped. Backups are
  erased by their own age.

npm run hub -- team export <slug or id> <file.tar.gz>
  Writes all that a team has into one archive: rows, documents, files, and the audit log with its signature, as lines of JSON.
  Its manifest.json says how many lines are where, and what is left out: secrets, what one person sees alone, and contact
  data that none of the keys of this checkout can read.

npm run hub -- team suspend <slug or id> --reason TEXT
npm run hub -- team resume <slug or id> --reason TEXT
  Suspends a team: nobody signs in to it, its people write nothing from that moment on, and its jobs wait; or ends that.

npm run hub -- platform-admin grant <e-mail> --reason TEXT
npm run hub -- platform-admin revoke <e-mail> --reason TEXT
  Makes a person a super-admin of the platform, or ends it. A super-admin sees which teams there are, and enters one for a
  reason, for at most an hour; its admins see that, and what was done inside.

npm run hub -- audit export <slug or id of a team> <file>
  Writes the audit log of a team into a file of JSON Lines that proves itself: each event is linked to the one before it,
  and the last line is a signature over both ends.

npm run hub -- audit export --platform <file>
  The same of what concerns no team: super-admins, public tenders, requests to sign up. Its lines name the team
  00000000-0000-0000-0000-000000000000.

npm run hub -- audit verify <file> --key <file of public keys>
  Checks such a file with nothing but itself and the public keys, as /.well-known/jwks.json answers them, and says what is
  wrong with which line. Ends with status 1 when anything is.`;

/** What a command is answered with that is not understood: what is said of commands that begin alike, or of all when none does. */
export function usageOf(command: readonly (string | undefined)[]): string {
  for (let count = command.length; count > 0; count -= 1) {
    const beginning = `npm run hub -- ${command.slice(0, count).join(' ')}`;
    const alike = usage.split('\n\n').filter((text) => text.split('\n').some((line) => isCommand(line, beginning)));
    if (alike.length > 0) return `This is how it is called:\n\n${alike.join('\n\n')}`;
  }
  return usage;
}

function isCommand(line: string, beginning: string): boolean {
  return line === beginning || line.startsWith(`${beginning} `);
}
