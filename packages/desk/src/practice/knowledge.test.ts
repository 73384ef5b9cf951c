import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { done, refusalOf } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';
import type { Article } from './articles.ts';

const articles: readonly Article[] = [
  { id: 'export', title: 'Exporting grades', url: 'https://help.example/export', words: ['export grades'] },
  { id: 'password', title: 'Resetting a password', url: 'https://help.example/password', tags: ['log-in'] },
  { id: 'status', title: 'Is it down?', url: 'https://help.example/status', words: ['log in', 'outage'] },
];

let at: TestDesk;
beforeEach(async () => {
  at = await openTestDesk({
    practice: {
      articles,
      guidance: { 'log-in': { threshold: 2, withinDays: 30, text: 'This may help.', article: 'password' } },
      announcements: { ashdown: ['it@ashdown.example', 'dean@ashdown.example'] },
    },
  });
});
afterEach(() => at.close());

const receive = async (change: Parameters<typeof mail>[0] = {}) =>
  done(await at.desk.receive(mail({ mayAcknowledge: false, ...change }))).case;
const articlesOf = async (ref: string) => {
  const view = await at.desk.read.case(ref);
  const ids = (list: readonly Article[] = []) => list.map(({ id }) => id);
  return { linked: ids(view?.articles.linked), suggested: ids(view?.articles.suggested) };
};

describe('S2-4 the article that helps is linked with the case', () => {
  it('once, as a note in its log', async () => {
    const { id } = await receive();
    done(await at.desk.linkArticle('agent:ann', { case: id, article: 'Status' }));
    expect((await articlesOf(id)).linked).toEqual(['status']);
    expect(refusalOf(await at.desk.linkArticle('agent:bob', { case: id, article: 'status' }))).toBe('nothing-to-do');
    const view = await at.desk.read.case(id);
    expect(view?.events.at(-1)).toMatchObject({ type: 'noted', by: 'agent:ann' });
    expect(view?.messages.at(-1)?.text).toBe('Linked the article “Is it down?”: https://help.example/status');
  });

  it('one that the desk does not have is refused with those that it has', async () => {
    const { id } = await receive();
    const outcome = await at.desk.linkArticle('agent:ann', { case: id, article: 'nope' });
    expect(outcome).toMatchObject({ refusal: { facts: { known: 'export, password, status' } } });
  });
});

describe('S2-5 articles are suggested at triage', () => {
  it('by the words of the requester, whatever stands between them', async () => {
    const { id } = await receive({ subject: 'Nobody can LOG-IN', text: 'Export\ngrades? Outage!' });
    expect((await articlesOf(id)).suggested).toEqual(['status', 'export']);
  });

  it('by a tag and by the guidance on what keeps coming back, before any word', async () => {
    const { id } = await receive();
    done(await at.desk.tag('agent:ann', { case: id, add: ['log-in'] }));
    expect((await articlesOf(id)).suggested).toEqual(['password', 'status']);
    done(await at.desk.linkArticle('agent:ann', { case: id, article: 'password' }));
    expect(await articlesOf(id)).toEqual({ linked: ['password'], suggested: ['status'] });
  });

  it('not by what stands in quoted history, or was said by us', async () => {
    const text = 'Thank you!\n> outage';
    const { id } = await receive({ subject: 'Hello', text, quoteFrom: 11 });
    done(await at.desk.note('agent:ann', { case: id, text: 'Perhaps an outage.' }));
    expect((await articlesOf(id)).suggested).toEqual([]);
  });

  it('and the guidance letter names its article', async () => {
    const first = await receive();
    const second = await receive({ messageId: 'two@x' });
    for (const { id } of [first, second]) done(await at.desk.tag('agent:ann', { case: id, add: ['log-in'] }));
    const view = await at.desk.read.case(second.id);
    expect(view?.messages.find(({ automatic }) => automatic)?.text).toContain(
      'This may help.\n\nResetting a password: https://help.example/password',
    );
  });
});

describe('S2-7 an announcement', () => {
  const news = { subject: 'Webinar', text: 'On grading, on Friday.' };
  const mailed = async () =>
    (await at.outbox()).flatMap(({ payload }) =>
      payload.kind === 'notice' && payload.notice.effect === 'announcement' ? [payload] : [],
    );

  it('is shown before it is sent, with who gets it', async () => {
    expect(await at.desk.announce('agent:lea', { ...news, preview: true })).toEqual({
      ok: true,
      sent: false,
      mails: [
        { organisation: 'ashdown', name: 'Ashdown College', to: ['it@ashdown.example', 'dean@ashdown.example'] },
        { organisation: 'kestrel', name: 'Kestrel Retail', to: [] },
      ],
    });
    expect(await mailed()).toEqual([]);
  });

  it('is one mail to an organisation, however often it is sent; without an address, to whoever of it wrote last', async () => {
    await receive({ from: { address: 'Otto@kestrel.example' }, messageId: 'otto@x' });
    for (const _ of [1, 2]) await at.desk.announce('agent:lea', news);
    expect((await mailed()).map(({ to, subject, text }) => ({ to, subject, text }))).toEqual([
      { to: ['it@ashdown.example', 'dean@ashdown.example'], ...news },
      { to: ['otto@kestrel.example'], ...news },
    ]);
    const again = await at.desk.announce('agent:lea', { ...news, preview: true });
    expect(again.ok && again.mails.map(({ sentAt }) => sentAt !== undefined)).toEqual([true, true]);
    expect((await at.desk.read.audit(10)).filter(({ what }) => what.includes('announcement'))).toHaveLength(1);
  });

  it('touches no clock', async () => {
    const { id } = await receive();
    const before = (await at.desk.read.case(id))?.sla.clocks;
    await at.desk.announce('agent:lea', news);
    expect((await at.desk.read.case(id))?.sla.clocks).toEqual(before);
  });

  it.each([
    ['agent:ann', news, 'not-allowed'],
    ['agent:lea', { ...news, text: ' ' }, 'empty-message'],
    ['agent:lea', { ...news, organisations: ['nobody'] }, 'unknown-organisation'],
  ] as const)('of %s, %j, is refused: %s', async (by, command, code) => {
    expect(await at.desk.announce(by, command)).toMatchObject({ ok: false, refusal: { code } });
  });
});
