export type * from './case-store.ts';
export type * from './records.ts';
