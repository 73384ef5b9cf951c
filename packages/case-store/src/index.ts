export type * from './case-store.ts';
export type { EmbeddedStore, MemoryStore, PostgresStore, StoreOptions } from './open-case-store.ts';
export { openCaseStore } from './open-case-store.ts';
export type * from './records.ts';
export {
  BlobMissing,
  PolicyVersionTaken,
  StaleCase,
  StoreConflict,
  StoreMisuse,
  type StoreOpenCode,
  StoreOpenError,
  StoreUnavailable,
} from './store-error.ts';
