import { unpackRelease } from '@hub/tenders/ocds';
import type { TestDatabase } from '../../kit/database.js';

/**
 * Leaves tenders as older readers did: everything open, without evidence, texts, values and lists, and with versions that
 * tell nothing. Releases stay as published, in the encoding of their file.
 */
export async function asOlderReadersLeftThem(database: TestDatabase): Promise<void> {
  await database.sql(
    `update tenders.tender set reader_version = 0, lifecycle = 'LIVE', status_evidence = null, title = ocid, description = null,
       reference = null, closing_at = null, closing_raw = null, closing_statement = 'NOT_STATED', value_amount = 1,
       value_currency = 'PEN', value_statement = 'STATED', published_at = now(), buyer_id = null, buyer_name = null,
       publisher_status = null, notice_kind = 'TENDER'`,
  );
  await database.sql(
    `update tenders.tender_search s set lifecycle = t.lifecycle, closing_at = t.closing_at, published_at = t.published_at,
       value_amount = t.value_amount, value_currency = t.value_currency
     from tenders.tender t where t.id = s.tender_id`,
  );
  await database.sql(
    `update tenders.tender_words w set words = to_tsvector('tenders.words', t.title) from tenders.tender t where t.id = w.tender_id`,
  );
  for (const table of ['tender_document', 'item', 'lot', 'award_supplier', 'award_item', 'award', 'public_contract'])
    await database.sql(`delete from tenders.${table}`);
  const stored = await database.sql<{ id: string; raw: Buffer }>('select id, raw from tenders.release');
  for (const { id, raw } of stored) {
    const text = unpackRelease(raw).toString();
    if (text.includes('\u{f3}'))
      await database.sql('update tenders.release set raw = $2 where id = $1', [id, Buffer.from(text, 'latin1')]);
  }
  await database.sql(`update tenders.tender_version set impact = 'NONE', changes = '[]'`);
}
