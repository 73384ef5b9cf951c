import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { done } from '../testing/done.ts';
import { inTeams, openTestChats, type TestChats } from '../testing/test-chat.ts';
import { mail } from '../testing/test-desk.ts';

let at: TestChats;
beforeEach(async () => {
  at = await openTestChats();
});
afterEach(() => at.close());

const view = async (number: string) => {
  const found = await at.desk.read.case(number);
  if (!found) throw new Error(`no case ${number}`);
  return found;
};
const words = async (number: string) => (await view(number)).messages.map(({ text }) => text);
/** What is promised and how it stands, without what merely passes with time. */
const clocks = async (number: string) => (await view(number)).sla.clocks;

describe('what a colleague changes in a chat', () => {
  const noted = async () => {
    const { number, id } = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
    await at.teams.keepNote(inTeams('ann'), { case: id, text: 'The disk is ful', key: 'k1', attachments: [] });
    return { number, id };
  };

  it('stands beside the first words, once, and moves no clock', async () => {
    const { number, id } = await noted();
    const before = await clocks(number);
    const change = { case: id, of: { key: 'k1' }, text: 'The disk is full' };
    expect(await at.teams.amend(change)).toBe('amended');
    expect(await at.teams.amend(change)).toBe('unchanged');
    expect((await words(number)).slice(1)).toEqual([
      'The disk is ful',
      'Changed in Teams since it was written (Mon 23 Nov, 10:00 (Europe/London)). It now reads:\n\nThe disk is full',
    ]);
    expect(await clocks(number)).toEqual(before);
    const last = (await view(number)).messages.at(-1);
    expect(last).toMatchObject({ direction: 'note', author: 'agent:ann', channel: 'teams' });
  });

  it('is no change when it reads as at first', async () => {
    const { id } = await noted();
    expect(await at.teams.amend({ case: id, of: { key: 'k1' }, text: 'The disk is ful' })).toBe('unchanged');
    expect(await at.teams.amend({ case: id, of: { key: 'never' }, text: 'x' })).toBe('unknown');
  });

  it('may be taken back, brought back and changed again', async () => {
    const { number, id } = await noted();
    const amend = (text?: string) =>
      at.teams.amend({ case: id, of: { key: 'k1' }, ...(text !== undefined && { text }) });
    expect([await amend(), await amend(), await amend('The disk is ful'), await amend('No')]).toEqual([
      'amended',
      'unchanged',
      'amended',
      'amended',
    ]);
    const said = await words(number);
    expect(said).toHaveLength(5);
    expect(said[2]).toContain('The case keeps what it said.');
  });

  it('keeps a file that came with the change, and none twice', async () => {
    const { number, id } = await noted();
    const file = { name: 'log.txt', type: 'text/plain', blob: { hash: 'a'.repeat(64), size: 3 } };
    const change = { case: id, of: { key: 'k1' }, text: 'The disk is ful', attachments: [file] };
    expect([await at.teams.amend(change), await at.teams.amend(change)]).toEqual(['amended', 'unchanged']);
    expect((await view(number)).messages.at(-1)?.attachments).toMatchObject([{ name: 'log.txt' }]);
  });

  it('follows its case into the one that it was merged into', async () => {
    const { number, id } = await noted();
    const survivor = done(await at.desk.receive(mail({ messageId: 'm2@ashdown.example' }))).case;
    done(await at.desk.merge('agent:ann', { case: number, into: survivor.number }));
    expect(await at.teams.amend({ case: id, of: { key: 'k1' }, text: 'The disk is full' })).toBe('amended');
    expect((await words(survivor.number)).join()).toContain('It now reads:\n\nThe disk is full');
  });
});

describe('what a requester changes in a chat', () => {
  it('shows on the card and in the thread, and neither asks anew nor answers', async () => {
    const posted = mail({ channel: 'teams', text: 'Nobody can log in: outage.' });
    const { case: opened, message } = done(await at.desk.receive(posted));
    await at.desk.claim('agent:ann', { case: opened.id });
    done(await at.desk.reply('agent:ann', { case: opened.id, text: 'Please try again.' }));
    const before = await view(opened.number);
    at.clock.pass({ minutes: 10 });
    const change = { case: opened.id, of: { message: message.id }, text: 'Nobody can log in since nine.' };
    expect(await at.teams.amend(change)).toBe('amended');
    const after = await view(opened.number);
    expect(after.sla.clocks.map(({ clock, status, dueAt }) => [clock, status, dueAt?.toString()])).toEqual(
      before.sla.clocks.map(({ clock, status, dueAt }) => [clock, status, dueAt?.toString()]),
    );
    expect(after.record.state).toBe(before.record.state);
    expect(after.card.lastMessage?.text).toContain('Nobody can log in since nine.');
    const lines = at.teams.threadLines(after, new Set(), at.teams.everybody).map(({ text }) => text);
    expect(lines.at(-1)).toMatch(/^Maria Sánchez changed what they had written: “Changed in Teams .*since nine\.”$/);
  });
});
