import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { definePolicy } from '@sla/core';
import { createDesk, type Desk, type DeskOptions } from '@sla/desk';

import type { EmailOptions } from '../config.ts';

export const deskAddress = 'support@desk.example';

export const policy = definePolicy({
  id: 'test',
  version: 1,
  timeZone: 'Europe/Berlin',
  priorities: { normal: { targets: { 'first-response': { within: '1 hour' }, resolution: { within: '1 day' } } } },
  defaults: { priority: 'normal', reopen: 'resume within 7 days' },
});

export function createTestDesk(store: CaseStore, change: Partial<DeskOptions> = {}): Desk {
  return createDesk({
    store,
    policies: { current: [policy], defaultPolicy: 'test' },
    directory: { roles: {} },
    identity: {
      name: 'Acme Support',
      address: deskAddress,
      casePrefix: 'C',
      language: 'en',
      timeZone: 'Europe/Berlin',
    },
    newId: randomUUID,
    ...change,
  });
}

export function testOptions(mailFolder: string): EmailOptions {
  return {
    desk: { name: 'Acme Support', address: deskAddress, casePrefix: 'C', language: 'en', timeZone: 'Europe/Berlin' },
    inboxes: [{ address: deskAddress }],
    smtp: { host: '127.0.0.1', port: 0, maxSizeBytes: 30 * 1024 * 1024, allowFrom: [] },
    imap: [],
    authentication: { trust: [], verify: 'direct', dns: [] },
    mailFolder,
  };
}
