import { describe, expect, it } from 'vitest';

import { PolicyVersionTaken } from '../store-error.ts';
import type { Implementation } from './implementation.ts';
import { falseClock, plain } from './samples.ts';
import { withStore } from './with-store.ts';

/** People, settings, policy versions, and what channels remember. */
export function deskRecordsContract(implementation: Implementation): void {
  const { open } = implementation;

  describe('a contact', () => {
    const ann = { id: 'ann', email: 'ann@uni.example', name: 'Ann', organisation: 'uni', timeZone: 'Europe/London' };

    it('is found by id, and by address in any letters', () =>
      withStore(open, async (store) => {
        const kept = await store.transaction((unit) => unit.putContact({ ...ann, email: 'Ann@UNI.example' }));
        expect(kept).toEqual(ann);
        expect(await store.findContact({ id: 'ann' })).toEqual(ann);
        expect(await store.findContact({ email: 'ANN@uni.EXAMPLE' })).toEqual(ann);
        expect(await store.findContact({ email: 'eve@uni.example' })).toBeUndefined();
      }));

    it('is replaced under its id', () =>
      withStore(open, async (store) => {
        await store.transaction((unit) => unit.putContact(ann));
        const moved = { id: 'ann', email: 'ann@other.example', language: 'de' };
        expect(await store.transaction((unit) => unit.putContact(moved))).toEqual(moved);
        expect(await store.findContact({ email: 'ann@uni.example' })).toBeUndefined();
      }));

    it('whose address is known keeps its id and learns what it lacked', () =>
      withStore(open, async (store) => {
        await store.transaction((unit) => unit.putContact({ id: 'ann', email: 'ann@uni.example', name: 'Ann' }));
        const again = { id: 'new', email: 'ann@uni.example', name: 'A. Baker', language: 'en' };
        const kept = { id: 'ann', email: 'ann@uni.example', name: 'Ann', language: 'en' };
        expect(await store.transaction((unit) => unit.putContact(again))).toEqual(kept);
        expect(await store.findContact({ id: 'new' })).toBeUndefined();
      }));

    it('written by many at once is one', () =>
      withStore(open, async (store) => {
        const kept = await Promise.all(
          Array.from({ length: 6 }, (_, index) =>
            store.transaction((unit) => unit.putContact({ id: `c${index}`, email: 'ann@uni.example' })),
          ),
        );
        expect(new Set(kept.map((contact) => contact.id)).size).toBe(1);
      }));
  });

  describe('organisations, agents and teams', () => {
    it('come back as they were kept, in order of their ids, and are replaced', () =>
      withStore(open, async (store) => {
        const uni = {
          id: 'uni',
          name: 'University',
          domains: ['uni.example', 'mail.uni.example'],
          policy: 'gold',
          timeZone: 'Europe/London',
          language: 'en',
          accountManager: 'bob',
        };
        const bob = { id: 'bob', name: 'Bob', email: 'bob@desk.example', role: 'agent' as const, teams: ['tier-1'] };
        const zoe = { ...bob, id: 'Zoe', role: 'lead' as const, teams: [], timeZone: 'Europe/Berlin', language: 'de' };
        await store.transaction(async (unit) => {
          await unit.putOrganisation({ id: 'uni', name: 'Uni', domains: [] });
          await unit.putOrganisation({ ...uni, domains: ['UNI.example', 'mail.uni.example'] });
          await unit.putOrganisation({ id: 'abc', name: 'ABC', domains: [] });
          await unit.putAgent({ ...bob, role: 'admin', timeZone: 'UTC' });
          await unit.putAgent(bob);
          await unit.putAgent(zoe);
          await unit.putTeam({ id: 'tier-2', name: 'Two' });
          await unit.putTeam({ id: 'tier-1', name: 'One', tier: 'L1' });
        });
        expect(await store.listOrganisations()).toEqual([{ id: 'abc', name: 'ABC', domains: [] }, uni]);
        expect(await store.listAgents()).toEqual([zoe, bob]);
        expect(await store.listTeams()).toEqual([
          { id: 'tier-1', name: 'One', tier: 'L1' },
          { id: 'tier-2', name: 'Two' },
        ]);
      }));
  });

  describe('a setting', () => {
    it('is kept, with who changed it from what', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        await store.transaction((unit) => unit.putSetting('signature', { text: 'Regards' }, 'agent:bob'));
        clock.advance('PT5M');
        await store.transaction((unit) => unit.putSetting('signature', ['a', 'list'], 'agent:zoe'));
        await store.transaction((unit) => unit.putSetting('other', false, 'agent:zoe'));
        expect(await store.setting('signature')).toEqual(['a', 'list']);
        expect(await store.setting('other')).toBe(false);
        expect(await store.setting('unknown')).toBeUndefined();
        expect(plain(await store.listAudit(2))).toEqual([
          { at: '2026-03-02T09:05:00Z', by: 'agent:zoe', what: 'other', after: false },
          {
            at: '2026-03-02T09:05:00Z',
            by: 'agent:zoe',
            what: 'signature',
            before: { text: 'Regards' },
            after: ['a', 'list'],
          },
        ]);
        expect(await store.listAudit(10)).toHaveLength(3);
      });
    });
  });

  describe('a policy version', () => {
    it('is kept for good', () =>
      withStore(open, async (store) => {
        const put = (version: number, body: unknown) =>
          store.transaction((unit) => unit.putPolicyVersion('gold', version, body));
        await put(1, { targets: { resolution: '4 hours' }, tiers: ['L1'] });
        await put(1, { tiers: ['L1'], targets: { resolution: '4 hours' } });
        await put(2, { targets: { resolution: '2 hours' } });
        const changed = put(1, { targets: { resolution: '9 hours' } });
        await expect(changed).rejects.toThrow(PolicyVersionTaken);
        await expect(changed).rejects.toMatchObject({ policy: 'gold', version: 1 });
        expect(await store.findPolicyVersion('gold', 1)).toEqual({ targets: { resolution: '4 hours' }, tiers: ['L1'] });
        expect(await store.findPolicyVersion('gold', 3)).toBeUndefined();
      }));
  });

  describe('channel state', () => {
    it('is kept by namespace and key', () =>
      withStore(open, async (store) => {
        const mail = store.channelState('email');
        await mail.put('uid', 17);
        await mail.put('uid', { validity: 3, uid: 18 });
        await store.channelState('slack').put('uid', 'other');
        expect(await mail.get('uid')).toEqual({ validity: 3, uid: 18 });
        await mail.delete('uid');
        expect(await mail.get('uid')).toBeUndefined();
        expect(await store.channelState('slack').get('uid')).toBe('other');
        // What PostgreSQL cannot keep, in a key as elsewhere.
        await mail.put('of/a\u0000b', 1);
        expect(await mail.get('of/a\u0000b')).toBe(1);
        expect(await mail.getAll(['of/a\u0000b', 'of/ab'])).toEqual(new Map([['of/a\u0000b', 1]]));
        await mail.delete('of/a\u0000b');
        expect(await mail.list('of/')).toEqual([]);
      }));

    it('is listed by prefix, which is text and no pattern', () =>
      withStore(open, async (store) => {
        const cards = store.channelState('slack');
        for (const key of ['card/2', 'card/10', 'card_x', 'Card/1', 'ca%', 'watermark']) await cards.put(key, key);
        const keys = async (prefix: string) => (await cards.list(prefix)).map((entry) => entry.key);
        expect(await keys('card/')).toEqual(['card/10', 'card/2']);
        expect(await keys('ca%')).toEqual(['ca%']);
        expect(await keys('card_')).toEqual(['card_x']);
        expect(await keys('')).toHaveLength(6);
      }));

    it('changed in a transaction goes with it', () =>
      withStore(open, async (store) => {
        const failing = store.transaction(async (unit) => {
          await unit.channelState('slack').put('card', 'ts');
          throw new Error('refused');
        });
        await expect(failing).rejects.toThrow('refused');
        expect(await store.channelState('slack').get('card')).toBeUndefined();
      }));
  });
}
