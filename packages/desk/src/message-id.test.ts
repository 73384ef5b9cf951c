import type { Message } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { ourMessageId, referenceChain } from './message-id.ts';

const mail = (direction: Message['direction'], messageId?: string, automatic = false): Message => ({
  id: messageId ?? 'none',
  caseId: 'case',
  at: Temporal.Instant.from('2026-11-23T10:00:00Z'),
  direction,
  channel: 'email',
  author: 'system',
  automatic,
  text: '',
  to: [],
  cc: [],
  references: [],
  attachments: [],
  evidence: [],
  ...(messageId !== undefined && { messageId }),
});

describe('our message ids', () => {
  it('name the case and count its outgoing mail', () => {
    expect(ourMessageId('out', 'C-1042', 3, 'support@desk.example')).toBe('out.1042.3@desk.example');
    expect(ourMessageId('ack', 'HELP-7', 1, 'support@desk.example')).toBe('ack.7.1@desk.example');
  });
});

describe('the chain of references', () => {
  it('ends with the requester’s last mail, which is answered', () => {
    const messages = [
      mail('in', 'a@c'),
      mail('out', 'ack@d', true),
      mail('in', 'b@c'),
      mail('note'),
      mail('out', 'out@d'),
    ];
    expect(referenceChain(messages)).toEqual(['a@c', 'ack@d', 'out@d', 'b@c']);
  });

  it('does not answer a machine', () => {
    expect(referenceChain([mail('in', 'a@c'), mail('in', 'ooo@c', true)])).toEqual(['ooo@c', 'a@c']);
  });

  it('keeps the first and the latest of a long thread', () => {
    const chain = referenceChain(Array.from({ length: 50 }, (_, index) => mail('in', `${index}@c`)));
    expect(chain).toHaveLength(20);
    expect(chain[0]).toBe('0@c');
    expect(chain.at(-1)).toBe('49@c');
  });
});
