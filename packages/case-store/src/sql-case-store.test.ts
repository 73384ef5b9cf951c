import { afterAll, describe } from 'vitest';

import { caseStoreContract } from './contract/case-store.ts';
import { openTestStore } from './contract/open-test-store.ts';
import { postgresSchemas } from './contract/postgres-schemas.ts';

caseStoreContract('PGlite', { open: openTestStore, transactions: 'one' });

const url = process.env.DATABASE_URL;
if (url) {
  const schemas = postgresSchemas(url);
  afterAll(schemas.drop);
  caseStoreContract('PostgreSQL', { open: schemas.open, transactions: 'many' });
} else {
  describe.skip('PostgreSQL keeps the contract (skipped: DATABASE_URL is not set)');
}
