import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { done } from '../testing/done.ts';
import { answered, inSlack, inTeams, openTestChats, type TestChats } from '../testing/test-chat.ts';
import { mail } from '../testing/test-desk.ts';
import type { ChatForm } from './contract.ts';

/** What is done around a case, from either chat. */
let at: TestChats;
let last = 0;
const fresh = (prefix: string) => {
  last += 1;
  return `${prefix}-${last}`;
};
beforeEach(async () => {
  at = await openTestChats({
    practice: {
      articles: [
        { id: 'status', title: 'Is it down?', url: 'https://help.example/status', words: ['outage'] },
        { id: 'export', title: 'Exporting', url: 'https://help.example/export' },
      ],
      checklists: { campus: { critical: [{ way: 'phone' }, { way: 'email' }] } },
    },
  });
});
afterEach(() => at.close());

const opened = async (change: Parameters<typeof mail>[0] = {}) =>
  done(await at.desk.receive(mail({ mayAcknowledge: false, messageId: fresh('mail'), ...change }))).case;
const view = async (ref: string) => {
  const found = await at.desk.read.case(ref);
  if (!found) throw new Error(`there is no ${ref}`);
  return found;
};
const type = (words: string, who = 'ann', key?: string) => at.slack.command(inSlack(who), words, key);
const fields = ({ fields: all }: ChatForm) => all.map(({ name }) => name);
const formOf = async (words: string) => answered(await type(words), 'form').form;
const send = (form: ChatForm, values: Readonly<Record<string, string>>, key = fresh('key')) =>
  at.slack.submit(inSlack('ann'), {
    action: form.action,
    ...(form.case !== undefined && { case: form.case }),
    ...(form.version !== undefined && { version: form.version }),
    values,
    key,
  });

describe('“More”', () => {
  it('keeps the card calm: the commonest in a menu, the rest behind it', async () => {
    const { id } = await opened();
    const shown = await at.slack.card(id, at.slack.everybody);
    expect(shown?.card.menu.map(({ action, label }) => `${action}: ${label}`)).toEqual([
      'update: Update',
      'log-call: Log call',
      'delay: Delay',
      'more: More…',
    ]);
  });

  it('asks what to do, then asks for it', async () => {
    const { number, version } = await opened();
    const click = { case: number, version, action: 'more' } as const;
    const { form } = answered(await at.teams.press(inTeams('ann'), click), 'form');
    const [field] = form.fields;
    expect(field?.kind.type === 'choice' && field.kind.choices.map(({ value }) => value)).toEqual(
      'update,note,log-call,delay,incident,tag,article,link,merge,undo,defer'.split(','),
    );
    const next = answered(await send(form, { action: 'tag' }), 'form').form;
    expect([next.action, next.title, fields(next)]).toEqual(['tag', `Tags of ${number}`, ['add']]);
    expect(answered(await send(next, { add: 'Log in, exam' }), 'done').said).toBe(`${number} is tagged log-in, exam.`);
  });

  it('of a merged case takes the merger back by itself', async () => {
    const [one, two] = [await opened(), await opened()];
    await type(`merge ${two.number} ${one.number}`);
    const { form } = answered(await type(`more ${two.number}`), 'form');
    expect(answered(await send(form, { action: 'unmerge' }), 'done').said).toBe(
      `${two.number} stands for itself again.`,
    );
  });

  it('on an old card is refused kindly', async () => {
    const { number, version } = await opened();
    await type(`tag ${number} exam`);
    const answer = await at.slack.press(inSlack('ann'), { case: number, version, action: 'log-call' });
    expect(answered(answer, 'refused').said).toMatch(/has changed since this card was shown/);
  });

  it('says in German what it is', async () => {
    const { number } = await opened();
    const { form } = answered(await type(`mehr ${number}`, 'lea'), 'form');
    expect([form.title, form.submit, form.intro]).toEqual([`Mehr zu ${number}`, 'Weiter', 'Was möchten Sie tun?']);
  });
});

describe('two cases', () => {
  it('are merged and taken apart again by a typed command', async () => {
    const [one, two] = [await opened(), await opened()];
    const merged = answered(await type(`merge ${two.number} into ${one.number}`), 'done');
    expect(merged.said).toBe(
      `${two.number} is merged into ${one.number}. To take it back, type “unmerge ${two.number}”.`,
    );
    expect(merged.card.number).toBe(one.number);
    expect((await view(two.id)).record.state).toBe('merged');
    expect(answered(await type(`unmerge ${two.number}`), 'done').said).toMatch(/stands for itself again/);
    expect(answered(await type(`unmerge ${two.number}`), 'refused').said).toMatch(/is not merged/);
  });

  it('of different organisations are not: the form says so at its field, and what else there is', async () => {
    const [one, other] = [await opened(), await opened({ from: { address: 'otto@kestrel.example' } })];
    const form = await formOf(`merge ${other.number}`);
    expect(answered(await send(form, { other: one.number }), 'invalid').faults.other).toMatch(/incident, or link them/);
  });

  it('are linked, and the form suggests another case of the same customer', async () => {
    const [one, two] = [await opened(), await opened({ subject: 'Still no log-in' })];
    const form = await formOf(`link ${one.number}`);
    expect(form.fields[0]?.hint).toBe(`Its number, as in ${two.number} (Still no log-in).`);
    expect(answered(await send(form, { other: two.number.toLowerCase() }), 'done').said).toBe(
      `${one.number} and ${two.number} are linked.`,
    );
    expect((await view(two.id)).links.map(({ number }) => number)).toEqual([one.number]);
    // The same submission once more.
    expect(answered(await send(form, { other: two.number }), 'done').said).toMatch(/are linked/);
  });

  it('need a number', async () => {
    const { number } = await opened();
    expect(answered(await type(`link ${number} that`), 'refused').said).toMatch(/“that” is no case number/);
  });
});

describe('a mail of another matter', () => {
  it('is split off, chosen by its words', async () => {
    const { id, number } = await opened();
    expect(answered(await type(`split ${number}`), 'refused').said).toMatch(/Nothing on C-1001 can be moved/);
    done(await at.desk.receive(mail({ joins: { case: id, evidence: [] }, text: 'And my invoice?', messageId: 'x@y' })));
    const form = await formOf(`split ${number}`);
    const [field] = form.fields;
    if (field?.kind.type !== 'choices') throw new Error('several may be chosen');
    expect(field.kind.choices[0]?.label).toBe('Mon 23 Nov, 10:00 · Maria Sánchez · And my invoice?');
    const values = { messages: field.kind.choices.map(({ value }) => value).join(',') };
    expect(answered(await send(form, values), 'done').said).toBe(`What was chosen went from ${number} to C-1002.`);
    expect(answered(await send(form, values), 'done').said).toMatch(/went from/);
    expect((await view('C-1002')).messages[0]?.text).toBe('And my invoice?');
  });
});

describe('a step', () => {
  it('is taken back: the latest is chosen to begin with', async () => {
    const { id, number } = await opened();
    done(await at.desk.prioritise('agent:ann', { case: id, priority: 'normal', reason: 'one person' }));
    const form = await formOf(`undo ${number}`);
    const [field] = form.fields;
    const latest = field?.kind.type === 'choice' ? field.kind.choices[0] : undefined;
    expect(latest?.label).toBe('Ann Example set the priority to Normal: one person (Mon 23 Nov, 10:00)');
    expect(field?.initial).toBe(latest?.value);
    expect(answered(await send(form, { event: latest?.value ?? '' }), 'done').said).toMatch(/It is undone/);
    expect((await view(id)).record.priority).toBe('critical');
  });

  it('that closed a case is for leads: an agent hears so at the field', async () => {
    const { id, number } = await opened();
    done(await at.desk.resolve('agent:ann', { case: id, text: 'Done.' }));
    done(await at.desk.close('agent:ann', { case: id }));
    const form = await formOf(`undo ${number}`);
    expect(answered(await send(form, { event: form.fields[0]?.initial ?? '' }), 'refused').said).toBe(
      'This needs the role lead. Ask somebody who has it.',
    );
  });
});

describe('tags', () => {
  it('are put on and taken off in a line', async () => {
    const { number } = await opened();
    await type(`tag ${number} Log in, exam week`);
    expect(answered(await type(`tag ${number} urgent, -exam week`), 'done').said).toBe(
      `${number} is tagged log-in, urgent.`,
    );
    expect(fields(await formOf(`tag ${number}`))).toEqual(['add', 'remove']);
  });

  it('that are none are refused at their field', async () => {
    const { number } = await opened();
    const answer = await send(await formOf(`tag ${number}`), { add: '!!' });
    expect(answered(answer, 'invalid').faults.add).toMatch(/“!!” is no tag/);
  });
});

describe('S2-5 an article', () => {
  it('is suggested first, and linked', async () => {
    const { number } = await opened();
    const form = await formOf(`article ${number}`);
    expect(form.fields[0]).toMatchObject({ initial: 'status' });
    expect(answered(await send(form, { article: 'status' }), 'done').said).toBe(
      `Is it down? is linked with ${number}.`,
    );
    expect(answered(await type(`article ${number} nope`), 'refused').said).toMatch(/There are: status, export/);
  });
});

describe('S4-6 a call', () => {
  it('that was tried ticks the agreed order and stops no clock; one that was answered is the reply', async () => {
    const { id, number } = await opened();
    await type(`call ${number} tried nobody there`, 'ann', 'once');
    await type(`call ${number} tried nobody there`, 'ann', 'once');
    expect((await view(id)).events.filter(({ type: kind }) => kind === 'noted')).toHaveLength(1);
    const form = await formOf(`call ${number}`);
    expect(form.intro).toBe(
      'An answered call is a reply; one that was only tried stops no clock. Agreed order: phone (done), mail (next).',
    );
    await send(form, { answered: 'yes', text: 'Told her to wait.' });
    expect((await view(id)).sla.clocks.find(({ clock }) => clock === 'first-response')?.status).toBe('met');
  });

  it('S1-13 without a case opens one that is answered by the call', async () => {
    const form = await formOf('call');
    const values = { requester: 'maria@ashdown.example', name: 'Maria', subject: 'Down', text: 'All is down.' };
    const key = 'one-call';
    const { card } = answered(await send(form, values, key), 'done');
    expect(answered(await send(form, values, key), 'done').card.number).toBe(card.number);
    expect((await view(card.id)).record).toMatchObject({ channel: 'phone', assignee: 'ann' });
    expect(answered(await send(form, { ...values, requester: 'Maria' }), 'invalid').faults).toHaveProperty('requester');
  });
});

describe('S4-9 an incident', () => {
  it('is opened, joined, told of to everybody and ended, from a chat', async () => {
    const [one, two] = [await opened(), await opened({ from: { address: 'otto@kestrel.example' } })];
    const form = await formOf(`incident ${one.number} Nobody can log in`);
    expect(fields(form)).toEqual(['incident', 'title', 'outage']);
    const { said } = answered(await send(form, { incident: 'new', title: 'Nobody can log in', outage: 'yes' }), 'done');
    const [, incident = ''] = /incident (I-\d+)/.exec(said) ?? [];
    expect(answered(await type(`incident ${two.number} ${incident}`), 'done').said).toMatch(incident);
    expect(answered(await type('incidents'), 'words').said).toBe(
      `Incidents that are not over\n• ${incident} Nobody can log in: 2 cases, and the status page owes a word`,
    );
    const news = await formOf(`inform ${incident} Use the other door.`);
    expect(news.intro).toMatch(/everybody affected by I-\d+ “Nobody can log in”: 2 cases\./);
    expect(news.fields.map(({ name, initial }) => [name, initial])).toEqual([
      ['text', 'Use the other door.'],
      // Two organisations are hit, so it is proposed.
      ['publish', 'yes'],
      ['workaround', 'no'],
    ]);
    await send(news, { text: 'Use the other door.', publish: 'yes', workaround: 'yes' });
    for (const { id } of [one, two]) {
      const types = (await view(id)).events.map(({ type: kind }) => kind);
      expect(types).toEqual(expect.arrayContaining(['noted', 'updated', 'workaround-given', 'status-published']));
    }
    const end = await formOf(`end ${one.number} It works again.`);
    await send(end, { text: 'It works again.', publish: 'yes' });
    expect((await view(two.id)).record.state).toBe('resolved');
    expect(answered(await type('incidents'), 'words').said).toBe('No incident is open.');
  });

  it('is left by a case that turned out to be something else', async () => {
    const { id, number } = await opened();
    await at.desk.openIncident('agent:ann', { title: 'Slow', cases: [id] });
    expect(answered(await type(`leave ${number}`), 'done').said).toBe(`${number} belongs to no incident any more.`);
    expect(answered(await type(`inform ${number} Hello`), 'refused').said).toMatch(/belongs to no incident/);
    expect(answered(await type('inform I-99999 Hello'), 'refused').said).toMatch(/There is no incident I-99999/);
  });
});

describe('S3-15 a delay', () => {
  it('says why and how often they hear from us, once', async () => {
    const { id, number } = await opened();
    const form = await formOf(`delay ${number} 4 business hours: waiting for the vendor`);
    const values = { every: '4 business hours', reason: 'waiting for the vendor', tell: 'yes' };
    expect(form.fields.map(({ initial }) => initial)).toEqual([values.every, values.reason, 'no']);
    expect(answered(await send(form, { ...values, every: 'often' }), 'invalid').faults.every).toMatch(
      /4 business hours/,
    );
    await send(form, values, 'delay');
    await send(form, values, 'delay');
    expect((await view(id)).events.filter(({ type: kind }) => kind === 'delayed')).toHaveLength(1);
    expect((await view(id)).messages.filter(({ direction }) => direction === 'out')).toHaveLength(1);
  });
});

describe('S4-25 deferring', () => {
  it('says to whom it goes, and ends the clocks', async () => {
    const { id, number } = await opened();
    const form = await formOf(`defer ${number} next year`);
    expect(form.intro).toMatch(/The clocks end, and the requester is told\. This is sent by mail to Maria/);
    await send(form, { reason: 'next year', alternative: 'Use the export.' });
    expect((await view(id)).record.state).toBe('deferred');
    expect(answered(await type(`defer ${number}`), 'refused').said).toMatch(/cannot be done now/);
  });
});

describe('what is asked for', () => {
  it('S2-3 one page for the tier that gets a case', async () => {
    const { number } = await opened({ text: 'There is an outage.\n2026-11-23 10:00:01 ERROR pool exhausted' });
    const { said } = answered(await type(`handover ${number}`), 'words');
    expect(said).toMatch(/logs: 2026-11-23 10:00:01 ERROR pool exhausted \(found, to be looked over\)/);
    expect(said).toMatch(/First response: due/);
    expect(answered(await type(`handover ${number} L9`), 'refused').said).toMatch(/There is no tier L9/);
  });

  it('S1-17 who is on call', async () => {
    expect(answered(await type('oncall'), 'words').said).toBe('This desk has no rota.');
  });

  it('is for agents alone', async () => {
    expect((await at.slack.command({ channel: 'slack', account: 'T1/GUEST', guest: true }, 'incidents')).kind).toBe(
      'refused',
    );
  });
});
