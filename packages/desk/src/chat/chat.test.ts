import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { done } from '../testing/done.ts';
import { answered, chatOn, inSlack, inTeams, openTestChats, type TestChats } from '../testing/test-chat.ts';
import { mail } from '../testing/test-desk.ts';
import type { CardPayload, ChatAnswer } from './contract.ts';

let at: TestChats;

beforeEach(async () => {
  at = await openTestChats();
});
afterEach(() => at.close());

const opened = async (change: Parameters<typeof mail>[0] = {}) =>
  done(await at.desk.receive(mail({ mayAcknowledge: false, ...change }))).case;
const view = async (ref: string) => {
  const found = await at.desk.read.case(ref);
  if (!found) throw new Error(`there is no ${ref}`);
  return found;
};
const versionOf = async (ref: string) => (await view(ref)).record.version;
const press = async (who: string, ref: string, action: Parameters<TestChats['slack']['press']>[1]['action']) =>
  at.slack.press(inSlack(who), { case: ref, version: await versionOf(ref), action });
const submit = (
  who: string,
  form: Omit<Parameters<TestChats['slack']['submit']>[1], 'key'> & { readonly key?: string },
): Promise<ChatAnswer> => at.slack.submit(inSlack(who), { key: JSON.stringify(form), ...form });

describe('every save', () => {
  it('asks each chat in order to show the case as it then stands', async () => {
    const record = await opened();
    await at.desk.claim('agent:ann', { case: record.id });
    await at.runUntil('2026-11-23T10:45:00Z');
    const items = (await at.store.listOutbox({ status: 'waiting', limit: 100 })).filter(
      ({ payload }) => (payload as CardPayload).kind === 'card',
    );
    const asked = items
      .toReversed()
      .map(({ destination, caseId, payload }) => [destination, caseId, (payload as CardPayload).version]);
    expect(asked).toEqual(
      [1, 2, 3].flatMap((version) => [
        ['slack', record.id, version],
        ['teams', record.id, version],
      ]),
    );
  });
});

describe('a card', () => {
  it('says in words who, what and by when, and offers what may be done', async () => {
    const record = await opened();
    const shown = await at.slack.card(record.number, at.slack.everybody);
    expect(shown?.card).toMatchObject({
      number: 'C-1001',
      version: 1,
      subject: 'Nobody can log in',
      summary: 'C-1001 Nobody can log in. New. First response: due Mon 23 Nov, 11:00 (Europe/London), in 1 hour',
      state: 'New',
      risk: { level: 'none', text: 'on track' },
      facts: [
        { label: 'From', value: 'Maria Sánchez, Ashdown College' },
        { label: 'Priority', value: 'Critical' },
        { label: 'Tier', value: 'L1' },
        { label: 'Assignee', value: 'nobody yet' },
        { label: 'Team', value: 'First line' },
      ],
      footer: 'Version 1 · Maria Sánchez opened the case by mail.',
      url: 'https://desk.example/cases/C-1001',
    });
    expect(shown?.card.buttons.map(({ label, style }) => `${label} (${style})`)).toEqual([
      'Claim (primary)',
      'Reply (plain)',
      'Resolve (plain)',
      'Assign (plain)',
      'Priority (plain)',
      'Escalate (plain)',
      'Pause (plain)',
    ]);
  });

  it('speaks to each in their own language and zone', async () => {
    const record = await opened();
    const answer = answered(await at.slack.command(inSlack('lea'), `show ${record.number}`), 'card');
    expect(answer.card).toMatchObject({
      state: 'Neu',
      next: { label: 'Erste Antwort', text: 'fällig Mo., 23. Nov., 12:00 (Europe/Berlin), in 1 Stunde' },
    });
  });

  it('puts an alert first, with who may take it or pass it on', async () => {
    const record = await opened();
    await at.runUntil('2026-11-23T11:00:00Z');
    const { card } = answered(await at.slack.command(inSlack('pia'), `show ${record.number}`), 'card');
    expect(card.risk).toEqual({ level: 'missed', text: 'missed' });
    expect(card.buttons.slice(0, 2)).toEqual([
      { action: 'take', label: 'Take', style: 'danger', step: 'call-duty' },
      { action: 'hand-over', label: 'Hand over', style: 'plain', step: 'call-duty' },
    ]);
  });

  it('of a restricted case says so', async () => {
    const record = await opened();
    await at.desk.tag('agent:ann', { case: record.id, add: ['restricted'] });
    expect((await at.slack.card(record.id, at.slack.everybody))?.card.restricted).toBe(true);
  });
});

describe('a click', () => {
  it('does at once what asks for nothing', async () => {
    const record = await opened();
    const answer = answered(await press('ann', record.id, 'claim'), 'done');
    expect(answer.said).toBe('C-1001 is yours.');
    expect(answer.card).toMatchObject({ version: 2, footer: 'Version 2 · Ann Example claimed the case.' });
  });

  it('on an old card is refused kindly, with the case as it stands', async () => {
    const record = await opened();
    await at.desk.note('agent:bob', { case: record.id, text: 'Looking.' });
    const answer = await at.slack.press(inSlack('ann'), { case: record.id, version: 1, action: 'claim' });
    expect(answered(answer, 'refused')).toMatchObject({
      said: 'C-1001 has changed since this card was shown: Bob Example added a note. Here is how it stands now; nothing was done.',
      card: { version: 2 },
    });
    expect((await view(record.id)).record.assignee).toBeUndefined();
  });

  it('that comes too late to claim is told who has it', async () => {
    const record = await opened();
    await press('ann', record.id, 'claim');
    const answer = await at.teams.press(inTeams('bob'), { case: record.id, version: 1, action: 'claim' });
    expect(answered(answer, 'refused')).toMatchObject({
      said: 'Ann Example has claimed C-1001 already. To take it over, assign it to yourself.',
      card: { version: 2 },
    });
  });

  it('on what the card does not offer is refused', async () => {
    const record = await opened();
    expect(answered(await press('ann', record.id, 'reopen'), 'refused').said).toBe(
      '“Reopen” cannot be done now: C-1001 is in the state New.',
    );
  });

  it('takes an alert however old its card is, and tells who was first', async () => {
    const record = await opened();
    await at.runUntil('2026-11-23T11:00:00Z');
    await at.desk.note('agent:bob', { case: record.id, text: 'Calling Pia.' });
    const click = { case: record.id, version: 1, action: 'take', step: 'call-duty' } as const;
    expect(answered(await at.slack.press(inSlack('pia'), click), 'done').said).toContain('is yours');
    expect(answered(await at.teams.press(inTeams('lea'), click), 'refused').said).toBe(
      'Pia Example hat diesen Alarm schon übernommen. Es bleibt nichts zu tun.',
    );
  });

  it('of somebody who is no agent leads to a private link', async () => {
    const record = await opened();
    const stranger = { channel: 'slack', account: 'T9/U9', shownAs: 'Ann Example' } as const;
    const click = { case: record.id, version: 1, action: 'claim' } as const;
    expect(answered(await at.slack.press(stranger, click), 'unlinked')).toMatchObject({
      said: expect.stringContaining('not linked to an agent of Campus Support'),
      url: expect.stringContaining('https://desk.example/link?token='),
    });
  });

  it('of a guest does nothing, even where an account of theirs is linked', async () => {
    const record = await opened();
    const guest = { ...inSlack('ann'), guest: true } as const;
    expect(await at.slack.agentOf(guest)).toBeUndefined();
    expect((await at.slack.press(guest, { case: record.id, version: 1, action: 'claim' })).kind).toBe('refused');
    expect((await view(record.id)).record.assignee).toBeUndefined();
  });
});

describe('a form', () => {
  it('for a reply says to whom it goes, and sends it', async () => {
    const record = await opened({ cc: ['head@ashdown.example'] });
    const { form } = answered(await press('ann', record.id, 'reply'), 'form');
    expect(form).toMatchObject({
      title: 'Reply to C-1001',
      submit: 'Send to requester',
      intro: 'This is sent by mail to Maria Sánchez <maria@ashdown.example>, with a copy to head@ashdown.example.',
      fields: [{ name: 'text', required: true }],
    });
    const values = { text: 'We are on it.' };
    const attachments = [{ name: 'log.txt', type: 'text/plain', blob: { hash: 'ab', size: 2 } }];
    const sent = { case: record.id, version: 1, action: 'reply', values, attachments, key: 'k1' } as const;
    expect(answered(await submit('ann', sent), 'done').said).toBe(
      'Your reply on C-1001 goes to Maria Sánchez <maria@ashdown.example, head@ashdown.example>.',
    );
    expect(answered(await submit('ann', sent), 'done').card.version).toBe(2);
    const replies = (await view(record.id)).messages.filter(({ direction }) => direction === 'out');
    expect(replies.map(({ text, attachments: files }) => [text, files.map(({ name }) => name)])).toEqual([
      ['We are on it.', ['log.txt']],
    ]);
  });

  it('tells what is missing, field by field', async () => {
    const record = await opened();
    const { form } = answered(await press('ann', record.id, 'escalate'), 'form');
    expect(form.fields.map(({ name, required, initial }) => [name, required, initial])).toEqual([
      ['tier', true, 'L2'],
      ['reason', true, undefined],
      ['handover:logs', true, undefined],
    ]);
    const escalated = { case: record.id, version: 1, action: 'escalate' } as const;
    const empty = await submit('ann', { ...escalated, values: { tier: 'L2', reason: 'Needs the platform.' } });
    expect(answered(empty, 'invalid').faults).toEqual({ 'handover:logs': 'L2 needs to know this: logs.' });
    const full = { tier: 'L2', reason: 'Needs the platform.', 'handover:logs': 'Stack trace.' };
    expect(answered(await submit('ann', { ...escalated, values: full }), 'done').said).toBe(
      'C-1001 is escalated to L2.',
    );
    expect((await view(record.id)).record).toMatchObject({ tier: 'L2', team: 'platform' });
  });

  it('requires a message to resolve while nobody has answered', async () => {
    const record = await opened();
    const resolve = { case: record.id, version: 1, action: 'resolve' } as const;
    expect(answered(await submit('ann', { ...resolve, values: {} }), 'invalid').faults).toEqual({
      text: 'Fill this in.',
    });
    await at.desk.reply('agent:ann', { case: record.id, text: 'It works again.' });
    const { form } = answered(await press('ann', record.id, 'resolve'), 'form');
    expect(form.fields[0]).toMatchObject({ required: false, hint: expect.stringContaining('Leave it empty') });
    expect(answered(await submit('ann', { ...resolve, version: 2, values: {} }), 'done').said).toBe(
      'C-1001 is resolved.',
    );
  });

  it('that chooses is refused where somebody chose meanwhile, and harmless the second time', async () => {
    const record = await opened();
    const prioritise = { case: record.id, version: 1, action: 'prioritise' } as const;
    const high = { ...prioritise, values: { priority: 'normal', reason: 'One person.' } };
    expect(answered(await submit('ann', high), 'done').said).toBe('The priority of C-1001 is Normal.');
    expect(answered(await submit('ann', high), 'done').said).toBe('The priority of C-1001 is Normal.');
    expect((await view(record.id)).events.filter(({ type }) => type === 'prioritised')).toHaveLength(1);
    const other = await submit('bob', { ...prioritise, values: { priority: 'critical' } });
    expect(answered(other, 'refused').said).toContain('Ann Example set the priority to Normal: One person');
  });

  it('hands an alert over to a colleague, who is told in the chat', async () => {
    const record = await opened();
    await at.runUntil('2026-11-23T11:00:00Z');
    const { form } = answered(await press('pia', record.id, 'hand-over'), 'form');
    expect(form.fields.map(({ kind }) => kind.type === 'choice' && kind.choices.map(({ value }) => value))).toEqual([
      ['agent:ann', 'agent:bob', 'agent:lea'],
    ]);
    const version = await versionOf(record.id);
    const given = { case: record.id, version, action: 'hand-over', values: { to: 'agent:bob' } } as const;
    expect(answered(await submit('pia', given), 'done').said).toContain('handed over to Bob Example');
    expect((await view(record.id)).card).toMatchObject({ assignee: { id: 'bob' }, openAlerts: [] });
  });

  it('opens a case for somebody, once, and writes to nobody unless told to', async () => {
    const { form } = answered(await at.slack.command(inSlack('ann'), 'new Grades are missing'), 'form');
    expect(form.fields.find(({ name }) => name === 'subject')?.initial).toBe('Grades are missing');
    const values = { requester: 'maria@ashdown.example', subject: 'Grades', text: 'They are gone.', receipt: 'no' };
    const first = answered(await submit('ann', { action: 'new', values }), 'done');
    const second = answered(await submit('ann', { action: 'new', values }), 'done');
    expect(second.card.id).toBe(first.card.id);
    expect((await view(first.card.id)).record).toMatchObject({ channel: 'slack', organisation: 'ashdown' });
    expect((await at.outbox()).filter(({ item }) => item.destination === 'email')).toEqual([]);
    const wrong = await submit('ann', { action: 'new', values: { ...values, requester: 'Maria', subject: '' } });
    expect(answered(wrong, 'invalid').faults).toEqual({
      requester: 'Write a mail address, such as maria@ashdown.example.',
      subject: 'Fill this in.',
    });
  });
});

describe('what is typed', () => {
  it('lists, finds and narrows', async () => {
    await opened();
    await opened({ messageId: 'm2@ashdown.example', subject: 'A question', text: 'How do I print?' });
    await at.desk.claim('agent:ann', { case: 'C-1002' });
    const numbers = async (typed: string) => {
      const { cases, total } = answered(await at.slack.command(inSlack('ann'), typed), 'list');
      expect(total).toBe(cases.length);
      return cases.map(({ number }) => number);
    };
    expect(await numbers('list')).toEqual(['C-1001', 'C-1002']);
    expect(await numbers('list unassigned')).toEqual(['C-1001']);
    expect(await numbers('list critical')).toEqual(['C-1001']);
    expect(await numbers('list First line')).toEqual(['C-1001', 'C-1002']);
    expect(await numbers('mine')).toEqual(['C-1002']);
    expect(await numbers('find print')).toEqual(['C-1002']);
    expect(answered(await at.slack.queueOf(inSlack('bob')), 'list').empty).toBe('No open case is assigned to you.');
  });

  it.each([
    ['clam C-1001', 'There is no command “clam”. Did you mean “claim CASE”? Type “help” to see them all.'],
    ['claim', 'Which case? Type “claim CASE”, for example “claim C-1042”.'],
    ['claim that one', '“that” is no case number. Type it like “claim C-1042”.'],
    ['show C-9', 'There is no case C-9. Check the number.'],
    [
      'list nonsense',
      'Nothing can be listed by “nonsense”. Type “list”, or “list” with one of: unassigned, at-risk, missed, critical, normal, first-line, platform.',
    ],
    ['priority C-1001 urgent', 'There is no priority urgent in this policy. It has: critical, normal.'],
    ['pause C-1001 lunch', 'The policy knows no reason “lunch” to pause. It has: awaiting-requester, awaiting-vendor.'],
    ['resume C-1001', 'Case C-1001 is not paused.'],
  ])('%j is answered with what to type instead', async (typed, said) => {
    await opened();
    expect(answered(await at.slack.command(inSlack('ann'), typed), 'refused').said).toBe(said);
  });

  it('shows what will be sent before it is sent', async () => {
    const record = await opened();
    const { form } = answered(await at.slack.command(inSlack('ann'), 'reply C-1001 It works again.'), 'form');
    expect(form).toMatchObject({
      intro: expect.stringContaining('maria@ashdown.example'),
      fields: [{ initial: 'It works again.' }],
    });
    expect((await view(record.id)).messages).toHaveLength(1);
  });

  it('does at once what is said in full', async () => {
    const record = await opened();
    await at.slack.command(inSlack('ann'), 'priority C-1001 Normal only one of them');
    await at.slack.command(inSlack('ann'), 'pause C-1001 awaiting requester');
    await at.slack.command(inSlack('ann'), 'note C-1001 Called.', 'k');
    await at.slack.command(inSlack('ann'), 'note C-1001 Called.', 'k');
    const { events, record: now } = await view(record.id);
    expect(now).toMatchObject({ priority: 'normal', state: 'awaiting-requester' });
    expect(events.filter(({ type }) => type === 'noted')).toHaveLength(1);
  });

  it('has help with examples in the reader’s language', async () => {
    const german = answered(await at.teams.command(inTeams('lea'), ''), 'help');
    expect(german.commands.map(({ example }) => example)).toContain('nimm C-1042');
  });
});

describe('the thread', () => {
  it('has a line for each change, once, and none for what was said in it', async () => {
    const record = await opened();
    await at.slack.keepNote(inSlack('ann'), {
      case: record.id,
      text: 'Looks like the proxy.',
      key: 'm1',
      attachments: [],
    });
    await at.slack.keepNote(inSlack('ann'), {
      case: record.id,
      text: 'Looks like the proxy.',
      key: 'm1',
      attachments: [],
    });
    await at.desk.claim('agent:ann', { case: record.id });
    await at.runUntil('2026-11-23T10:45:00Z');
    const now = await view(record.id);
    expect(at.slack.threadLines(now, new Set(), at.slack.everybody).map(({ text }) => text)).toEqual([
      'The desk assigned the case to First line.',
      'Ann Example claimed the case.',
      'First response is at risk: due Mon 23 Nov, 11:00 (Europe/London), in 15 minutes.',
    ]);
    const inTeamsToo = at.teams.threadLines(now, new Set(), at.teams.everybody).map(({ text }) => text);
    expect(inTeamsToo).toContain('Ann Example added a note: “Looks like the proxy.”');
    const said = new Set(at.slack.threadLines(now, new Set(), at.slack.everybody).map(({ id }) => id));
    await at.runUntil('2026-11-23T11:00:00Z');
    const later = at.slack.threadLines(await view(record.id), said, at.slack.everybody);
    expect(later.map(({ text, urgent }) => `${urgent ? '!' : ' '} ${text}`)).toEqual(
      expect.arrayContaining([
        '  The desk assigned the case to Platform engineers.',
        '! First response was missed.',
        '  The ladder raised the case to L2 (step call duty).',
        '! The ladder told duty by phone (step call duty).',
      ]),
    );
    expect(later.filter(({ text }) => text.includes('at risk'))).toEqual([]);
  });
});

describe('Slack, Teams and the console at one case at once', () => {
  it('let one claim win and tell the others who has it', async () => {
    const record = await opened();
    const click = { case: record.id, version: 1, action: 'claim' } as const;
    const [slack, teams, console] = await Promise.all([
      at.slack.press(inSlack('ann'), click),
      at.teams.press(inTeams('bob'), click),
      at.desk.claim('agent:lea', { case: record.id }),
    ]);
    const winners = [slack.kind === 'done', teams.kind === 'done', console.ok].filter(Boolean);
    expect(winners).toHaveLength(1);
    const holder = (await view(record.id)).card.assignee?.name ?? '';
    for (const answer of [slack, teams]) {
      if (answer.kind === 'refused') expect(answer.said).toContain(holder);
    }
    if (!console.ok) expect(console.refusal).toMatchObject({ code: 'already-claimed', facts: { agent: holder } });
    const cards = await Promise.all([at.slack, at.teams].map((chat) => chat.card(record.id, chat.everybody)));
    expect(cards[0]?.card).toEqual(cards[1]?.card);
    expect(
      (await view(record.id)).events.filter(({ type, by }) => type === 'assigned' && by !== 'system'),
    ).toHaveLength(1);
  });
});

describe('a second chat of the same kind', () => {
  it('knows the same people', async () => {
    expect((await chatOn(at, 'slack').agentOf(inSlack('ann')))?.id).toBe('ann');
  });
});
