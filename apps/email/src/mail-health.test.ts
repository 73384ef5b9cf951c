import { until } from '@sla/desk/testing';
import { afterEach, describe, expect, it } from 'vitest';
import type { MailboxStatus } from './intake/keep-watching.ts';
import { type HealthPorts, mailHealth, mailMetrics } from './mail-health.ts';
import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';

let desk: DeskForTest | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const watched: MailboxStatus = {
  id: 'support',
  address: 'support@desk.example',
  state: 'watching',
  taken: 3,
  known: 1,
  failures: 2,
  lastLookAt: '2026-11-23T10:00:00Z',
  lastMailAt: '2026-11-23T09:59:00Z',
  lagSeconds: 4,
};

async function ports(): Promise<HealthPorts> {
  desk = await openDeskForTest({}, { withoutMail: true });
  return desk.store;
}

describe('the health of mail', () => {
  it('is well where every look goes well, with figures for each mailbox', async () => {
    const health = await mailHealth(await ports(), { sendsTo: 'relay:587', mailboxes: [watched], heldBack: 7 });
    expect(health).toMatchObject({ state: 'well', faults: [], inbox: { waiting: 0, held: 0 } });
    expect(mailMetrics(health).split('\n')).toEqual(
      expect.arrayContaining([
        'mail_mailbox_up{mailbox="support"} 1',
        'mail_mailbox_last_look_seconds{mailbox="support"} 1795428000',
        'mail_mailbox_lag_seconds{mailbox="support"} 4',
        'mail_mailbox_taken_total{mailbox="support"} 3',
        'mail_mailbox_failures_total{mailbox="support"} 2',
        'mail_quarantine_held 0',
        '# TYPE mail_held_back_total counter',
        'mail_held_back_total 7',
      ]),
    );
  });

  it('is down when there is no way in left, and says why', async () => {
    const lost = { ...watched, lastError: 'imap.desk.example refused the login of support' };
    const store = await ports();
    expect(await mailHealth(store, { sendsTo: 'relay', mailboxes: [lost], heldBack: 0 })).toMatchObject({
      state: 'down',
      faults: ['Mailbox support: imap.desk.example refused the login of support'],
    });
    const other = { ...watched, id: 'exams' };
    expect((await mailHealth(store, { sendsTo: 'relay', mailboxes: [lost, other], heldBack: 0 })).state).toBe(
      'troubled',
    );
  });

  it('is told to everybody without addresses, and in full behind the session', async () => {
    desk = await openDeskForTest({
      imap: [
        {
          id: 'support',
          address: 'support@desk.example',
          host: '127.0.0.1',
          port: 1,
          secure: false,
          user: 'u',
          password: 'p',
          folder: 'INBOX',
          pollSeconds: 60,
        },
      ],
    });
    const of = desk;
    await until(() => of.channel.status().mailboxes[0]?.lastError, 'the mailbox to fail');
    const open = await of.channel.publicFetch(new Request('http://desk.example/mail/health'));
    const text = await open.text();
    expect(open.status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ state: 'troubled', mailboxes: [{ id: 'support', troubled: true }] });
    expect(text).not.toContain('support@desk.example');
    const inside = (await (await of.ask('/mail/api/health')).json()) as { faults: string[] };
    expect(inside.faults[0]).toMatch(/^Mailbox support: 127\.0\.0\.1:1, folder INBOX: .*ECONNREFUSED/);
    const metrics = await of.channel.publicFetch(new Request('http://desk.example/mail/metrics'));
    expect(await metrics.text()).toContain('mail_mailbox_up{mailbox="support"} 0');
  });
});
