import { readObject } from '../shared-files.js';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const folder = 'conformance/ocds-1.1.5/schema';

/** Judges one document by a schema of the standard; answers what is wrong with it, nothing when it is valid. */
export type Judge = (document: unknown) => string[];

/** The official schemas of OCDS 1.1.5. */
export function ocdsJudges(): { release: Judge; releasePackage: Judge; recordPackage: Judge } {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const names = [
    'release-schema',
    'release-package-schema',
    'record-package-schema',
    'versioned-release-validation-schema',
  ];
  for (const name of names) ajv.addSchema(readObject(`${folder}/${name}.json`));
  const judge = (name: string): Judge => {
    const validate = ajv.getSchema(`https://standard.open-contracting.org/schema/1__1__5/${name}.json`);
    if (validate === undefined) throw new Error(`There is no schema ${name}.`);
    return (document) =>
      validate(document) === true
        ? []
        : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  return {
    release: judge('release-schema'),
    releasePackage: judge('release-package-schema'),
    recordPackage: judge('record-package-schema'),
  };
}
