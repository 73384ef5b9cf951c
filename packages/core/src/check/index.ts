export * from './check-policy.ts';
