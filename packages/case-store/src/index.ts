export type * from './case-store.ts';
export { ExportFault, formatRecord, parseRecords } from './export/record-lines.ts';
export type { StoreRecord } from './export/store-record.ts';
export type { EmbeddedStore, MemoryStore, PostgresStore, StoreOptions } from './open-case-store.ts';
export { openCaseStore } from './open-case-store.ts';
export type * from './records.ts';
export {
  BlobMissing,
  ImportFailed,
  PolicyVersionTaken,
  StaleCase,
  StoreConflict,
  StoreMisuse,
  StoreNotEmpty,
  type StoreOpenCode,
  StoreOpenError,
  StoreUnavailable,
} from './store-error.ts';
