import { definePolicy } from '@sla/core';
import { until } from '@sla/desk/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { sendTo } from '../testing/send-to.ts';
import { deskAddress, policy, testOptions } from '../testing/test-desk.ts';

const exams = definePolicy({
  id: 'exams',
  version: 1,
  timeZone: 'Europe/Berlin',
  priorities: { urgent: { title: 'Prüfung', targets: { 'first-response': { within: '10 minutes' } } } },
  defaults: { priority: 'urgent' },
});
const languages = { 'pruefung@desk.example': 'de' };
const identity = { ...testOptions('').desk, languages };
let desk: DeskForTest;

beforeEach(async () => {
  desk = await openDeskForTest(
    {
      desk: identity,
      inboxes: [{ address: deskAddress }, { address: 'pruefung@desk.example', organisation: 'hill', policy: 'exams' }],
      signatures: {
        desk: { text: '{agent}, {desk}' },
        mailboxes: { 'pruefung@desk.example': { text: '{signature}\nPrüfungsteam' } },
        agents: { ann: { text: 'Ann Okafor' } },
      },
    },
    {
      desk: { identity, policies: { current: [policy, exams], defaultPolicy: 'test' } },
      organisations: [
        { id: 'hill', name: 'Hill School', domains: ['hill.example'] },
        { id: 'vale', name: 'Vale College', domains: ['vale.example'], language: 'en' },
      ],
    },
  );
});
afterEach(() => desk.close());

const view = (number: string) => desk.desk.read.case(number);
const receiptOf = (number: string) =>
  until(
    async () => (await desk.caught()).find((mail) => mail.purpose === 'receipt' && mail.caseNumber === number),
    number,
  );

describe('each of many mailboxes', () => {
  it('has its own address, organisation, policy and language', async () => {
    await sendTo(desk, { to: 'pruefung@desk.example', subject: 'Klausur', text: 'Die Klausur öffnet nicht.' });
    await sendTo(desk, { to: deskAddress, subject: 'Printer', text: 'It is on fire.' });
    expect((await view('C-1001'))?.record).toMatchObject({
      mailbox: 'pruefung@desk.example',
      organisation: 'hill',
      policy: 'exams',
      priority: 'urgent',
    });
    expect((await view('C-1002'))?.record).toMatchObject({ mailbox: deskAddress, policy: 'test' });
    expect((await view('C-1002'))?.record).not.toHaveProperty('organisation');
    const [german, english] = [await receiptOf('C-1001'), await receiptOf('C-1002')];
    expect(german.text).toMatch(/^Guten Tag Mia Lind,\s+wir haben Ihre Anfrage „Klausur“ erhalten/);
    expect(german.text).toContain('Priorität: Prüfung');
    expect(german.from.address).toBe('pruefung@desk.example');
    expect(german.replyTo[0]?.address).toMatch(/^pruefung\+c-1001\./);
    expect(english.text).toContain('we have received your request');
  });

  it('yields to the organisation of its sender, and that organisation’s language', async () => {
    await sendTo(desk, { from: 'jo@vale.example', to: 'pruefung@desk.example', subject: 'Exam', text: 'It is shut.' });
    expect((await view('C-1001'))?.record).toMatchObject({ organisation: 'vale', policy: 'exams' });
    expect((await receiptOf('C-1001')).text).toContain('we have received your request');
  });

  it('makes nobody a member of its organisation', async () => {
    await sendTo(desk, { from: 'eve@elsewhere.example', to: 'pruefung@desk.example', subject: 'Hello' });
    await sendTo(desk, { from: 'eve@elsewhere.example', to: deskAddress, subject: 'Hello again' });
    expect((await view('C-1002'))?.record).not.toHaveProperty('organisation');
  });

  it('answers in its language, under its signature', async () => {
    await sendTo(desk, { to: 'pruefung@desk.example', subject: 'Klausur', text: 'Die Klausur öffnet nicht.' });
    await sendTo(desk, { to: deskAddress, subject: 'Printer', text: 'It is on fire.' });
    await desk.desk.reply('agent:ann', { case: 'C-1001', text: 'Jetzt geht es.' });
    await desk.desk.reply('agent:ann', { case: 'C-1002', text: 'It is out.' });
    const replies = await desk.untilCaught(2, 'reply');
    const textOf = (number: string) => replies.find(({ caseNumber }) => caseNumber === number)?.text ?? '';
    expect(textOf('C-1001')).toMatch(
      /^Jetzt geht es\.\n\n-- \nAnn Okafor\nPrüfungsteam\n\nAm .+ schrieb Mia Lind:\n> Die Klausur öffnet nicht\./,
    );
    expect(textOf('C-1002')).toMatch(
      /^It is out\.\n\n-- \nAnn, Acme Support\n\nOn .+, Mia Lind wrote:\n> It is on fire\./,
    );
  });

  it('tells of the case’s progress in its language, too', async () => {
    await sendTo(desk, { to: 'pruefung@desk.example', subject: 'Klausur', text: 'Niemand kann die Klausur öffnen.' });
    await desk.desk.delay('agent:ann', {
      case: 'C-1001',
      reason: 'Der Server wird geprüft.',
      every: '2 hours',
      tell: true,
    });
    const [update] = await desk.untilCaught(1, 'update');
    expect(update?.text).toContain('dauert länger');
  });
});
