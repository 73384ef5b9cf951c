export type * from './case-card.ts';
export type * from './delivery.ts';
export type * from './desk.ts';
export type * from './refusal.ts';
