/** Encryption of single fields before they reach a store. */
export { FieldDecryptionError, fieldCipher, fieldCipherFrom, type FieldCipher } from './field-cipher.js';
export { readFieldKeys, type FieldKey } from './field-keys.js';
export {
  encryptedColumns,
  placeOfBilling,
  placeOfContact,
  placeOfCredentials,
  placeOfPhone,
} from './encrypted-columns.js';
export { reencryptFields, type ReencryptedColumn } from './reencrypt-fields.service.js';
