import { member, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import type { SourceSettings } from '../source-settings.js';
import { webAddress } from '../text/web-address.js';

/**
 * Where the publisher shows a tender: the document that is its notice, a web page before a file; else the address of the
 * tender itself, which some publishers add to the standard; else what the settings of the source say. Null when there is
 * none. Never anything that a browser would not open as a page of the web.
 *
 * The address of a release is not taken: it leads to one file of data and is another one with each release.
 */
export function readNoticeUrl(compiled: JsonObject, settings: SourceSettings): string | null {
  const tender = member(compiled, 'tender');
  const notices = objectsIn(member(tender, 'documents')).filter(isNotice);
  const pages = notices.filter(isPage);
  const stated = [...pages, ...notices, tender].flatMap((thing) => [member(thing, 'url'), member(thing, 'uri')]);
  return stated.map(addressIn).find((address) => address !== null) ?? fromSettings(compiled, settings);
}

function fromSettings(compiled: JsonObject, { noticeUrl }: SourceSettings): string | null {
  const ocid = textOf(member(compiled, 'ocid'));
  return noticeUrl === undefined || ocid === null
    ? null
    : webAddress(noticeUrl.replaceAll('{ocid}', encodeURIComponent(ocid)));
}

// Publishers also write "Tender Notice".
function isNotice(document: JsonObject): boolean {
  return textOf(member(document, 'documentType'), 100)?.toLowerCase().replaceAll(/\s/gu, '') === 'tendernotice';
}

function isPage(document: JsonObject): boolean {
  return textOf(member(document, 'format'), 100)?.toLowerCase().includes('html') ?? false;
}

const lengthMax = 2_000;

function addressIn(value: Json | undefined): string | null {
  return typeof value === 'string' && value.length <= lengthMax ? webAddress(textOf(value)) : null;
}
