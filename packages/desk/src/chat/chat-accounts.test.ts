import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { agents, openTestDesk, organisations, type TestDesk, teams } from '../testing/test-desk.ts';
import type { LinkOutcome } from './chat-accounts.ts';

const ann = { channel: 'slack', account: 'T1/U1', shownAs: 'Ann' } as const;
const root = { id: 'root', name: 'Root', email: 'root@desk.example', role: 'admin', teams: [] } as const;

let at: TestDesk;

beforeEach(async () => {
  at = await openTestDesk();
  await at.desk.adopt({ agents: [...agents, root], teams, organisations });
});
afterEach(() => at.close());

const refusalOf = (outcome: LinkOutcome) => (outcome.ok ? 'linked' : outcome.refusal.code);

describe('an account', () => {
  it('belongs to nobody, whatever it is called, until it is linked', async () => {
    expect(await at.desk.accounts.agentOf({ ...ann, shownAs: 'Ann Example' })).toBeUndefined();
  });

  it('is linked by who agrees at a sign-in, once, and the audit says so', async () => {
    const token = await at.desk.accounts.ask(ann);
    expect(await at.desk.accounts.asked(token)).toEqual(ann);
    expect(await at.desk.accounts.agree('agent:ann', token)).toMatchObject({ ok: true, agent: { id: 'ann' } });
    expect((await at.desk.accounts.agentOf(ann))?.id).toBe('ann');
    expect(await at.desk.accounts.accountsOf('ann', 'slack')).toEqual([ann]);
    expect(await at.desk.accounts.asked(token)).toBeUndefined();
    expect(refusalOf(await at.desk.accounts.agree('agent:bob', token))).toBe('link-gone');
    expect((await at.outbox()).map(({ payload }) => payload)).toMatchObject([
      { kind: 'notice', to: ['ann@desk.example'], subject: 'A Slack account now acts in your name' },
    ]);
    expect((await at.store.listAudit(1))[0]).toMatchObject({
      by: 'agent:ann',
      what: 'chat-account/slack/T1/U1',
      after: { agent: 'ann' },
    });
  });

  it('is not linked by a token that is too old, was replaced, or never was', async () => {
    const old = await at.desk.accounts.ask(ann);
    const replaced = await at.desk.accounts.ask({ channel: 'slack', account: 'T1/U2' });
    const token = await at.desk.accounts.ask({ channel: 'slack', account: 'T1/U2' });
    expect(refusalOf(await at.desk.accounts.agree('agent:ann', replaced))).toBe('link-gone');
    at.clock.pass({ minutes: 15 });
    for (const gone of [old, token, 'made-up', '']) {
      expect(await at.desk.accounts.asked(gone)).toBeUndefined();
      expect(refusalOf(await at.desk.accounts.agree('agent:ann', gone))).toBe('link-gone');
    }
    await at.desk.accounts.ask({ channel: 'slack', account: 'T1/U3' });
    expect(await at.store.channelState('desk/chat-links').list('')).toHaveLength(1);
  });

  it('is never kept with its token', async () => {
    const token = await at.desk.accounts.ask(ann);
    expect(JSON.stringify(await at.store.channelState('desk/chat-links').list(''))).not.toContain(token);
  });

  it('is linked and unlinked by an administrator alone, but anybody may give up their own', async () => {
    const { accounts } = at.desk;
    expect(refusalOf(await accounts.link('agent:lea', ann, 'ann'))).toBe('not-allowed');
    expect(refusalOf(await accounts.link('agent:root', ann, 'nobody'))).toBe('unknown-agent');
    expect(refusalOf(await accounts.link('requester:maria', ann, 'ann'))).toBe('not-allowed');
    expect(refusalOf(await accounts.link('agent:root', ann, 'ann'))).toBe('linked');
    expect(refusalOf(await accounts.unlink('agent:bob', ann))).toBe('not-allowed');
    expect(refusalOf(await accounts.unlink('agent:ann', ann))).toBe('linked');
    expect(refusalOf(await accounts.unlink('agent:root', ann))).toBe('nothing-to-do');
    expect(await accounts.agentOf(ann)).toBeUndefined();
  });

  it('has no rights left when its agent leaves the desk', async () => {
    await at.desk.accounts.link('system', ann, 'ann');
    await at.desk.adopt({ agents: agents.filter(({ id }) => id !== 'ann'), teams, organisations });
    expect(await at.desk.accounts.agentOf(ann)).toBeUndefined();
  });

  it('is told apart from one of another chat, and from one whose id begins alike', async () => {
    await at.desk.accounts.link('system', ann, 'ann');
    expect(await at.desk.accounts.agentOf({ channel: 'teams', account: 'T1/U1' })).toBeUndefined();
    expect(await at.desk.accounts.agentOf({ channel: 'slack', account: 'T1/U11' })).toBeUndefined();
  });
});

describe('accounts that the settings name', () => {
  const named = (agent: string, account: string) => ({ account: { channel: 'slack', account } as const, agent });
  const adopt = (accounts: readonly ReturnType<typeof named>[]) =>
    at.desk.adopt({ agents: [...agents, root], teams, organisations, accounts });
  const linked = async () => (await at.desk.accounts.list()).map(({ account, agent }) => `${account.account} ${agent}`);

  it('are linked at the start, and unlinked when they are named no longer', async () => {
    await adopt([named('ann', 'T1/U1'), named('bob', 'T1/U2')]);
    expect(await linked()).toEqual(['T1/U1 ann', 'T1/U2 bob']);
    const audited = (await at.store.listAudit(100)).length;
    await adopt([named('ann', 'T1/U1'), named('bob', 'T1/U2')]);
    expect(await at.store.listAudit(100)).toHaveLength(audited);
    await adopt([named('lea', 'T1/U1')]);
    expect(await linked()).toEqual(['T1/U1 lea']);
  });

  it('take nothing from what people linked themselves', async () => {
    await at.desk.accounts.agree('agent:ann', await at.desk.accounts.ask(ann));
    await adopt([]);
    await at.desk.adopt({ agents: [...agents, root], teams, organisations });
    expect(await linked()).toEqual(['T1/U1 ann']);
  });
});
