import { caseStoreContract } from './contract/case-store.ts';
import { openTestStore } from './contract/open-test-store.ts';

caseStoreContract('PGlite', { open: openTestStore, transactions: 'one' });
