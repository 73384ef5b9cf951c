import { describe, expect, it } from 'vitest';

import { isForward } from './quotes/forward-subject.ts';
import { stripQuotes } from './strip-quotes.ts';

const text = (...lines: string[]) => lines.join('\n');

describe('the reply above its history', () => {
  it.each([
    ['English', 'On Mon, Apr 2, 2012 at 6:26 PM, Megan One <xxx@gmail.com> wrote:'],
    ['German', 'Am 03.02.2016 um 15:35 schrieb Max Muster <m@firma.example>:'],
    ['German, name first', 'Max Muster <m@firma.example> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:'],
    ['French', 'Le 2016-11-16 02:22, Élodie Roux a écrit :'],
    ['Spanish', 'El lun, 3 nov 2025 a las 10:00, Soporte (<s@mesa.example>) escribió:'],
    ['Portuguese', 'Em seg., 3 de nov. de 2025 às 10:00, Suporte <s@mesa.example> escreveu:'],
    ['Italian', 'Il giorno lun 3 nov 2025 alle ore 10:00 Assistenza <s@tavolo.example> ha scritto:'],
    ['Dutch', 'Op ma 3 nov. 2025 om 10:00 schreef Helpdesk <s@tafel.example>:'],
    ['Danish', 'Den man. 3. nov. 2025 kl. 10.00 skrev Support <s@bord.example>:'],
    ['Polish', 'pon., 3 lis 2025 o 10:00 Pomoc <s@stol.example> napisał(a):'],
    ['Czech', 'po 3. 11. 2025 v 10:00 odesílatel Podpora <s@stul.example> napsal:'],
    ['Russian', 'пн, 3 нояб. 2025 г. в 10:00, Поддержка <s@stol.example>:'],
    ['Japanese', '2025年11月3日(月) 10:00 サポート <s@desk.example>:'],
    ['Chinese', '在 2025年11月3日，上午10:00，支持 <s@desk.example> 写道：'],
    ['Korean', '2025년 11월 3일 (월) 오전 10:00, 지원 <s@desk.example>님이 작성:'],
    ['Turkish', 'Destek <s@desk.example>, 3 Kas 2025 Pzt, 10:00 tarihinde şunu yazdı:'],
    ['Hungarian', 'Segítség <s@desk.example> ezt írta (időpont: 2025. nov. 3., H, 10:00):'],
    ['Hebrew', '\u202bבתאריך יום ב׳, 3 בנוב׳ 2025 ב-10:00 מאת \u202aSupport\u202c <s@desk.example>:\u202c'],
    ['Polish by Apple Mail', 'Wiadomość napisana przez Pomoc <s@stol.example> w dniu 3.11.2025, o godz. 10:00:'],
    ['Arabic with digits of its own', 'في ٠٣/١١/٢٠٢٥ الساعة ١٠:٠٠ ص، كتب/كتبت Support <s@desk.example>:'],
    ['German with the address bare', 'Hilfe (Tisch) s@tisch.example schrieb am Mo. 3. Nov. 2025 um 10:00:'],
    ['Japanese, politely', 'サポート さんは 2025年11月3日 10:00 に書きました：'],
    ['the way of newsreaders', 'Ann Lee <s@desk.example> wrote in message\nnews:3fa85f.1933@news.desk.example...'],
    ['Finnish, dated in words', 'Viestissä Maanantai 3. Marraskuuta 2025 10:00, Anna Tuki kirjoitti:'],
    ['two words for the day', 'Mon, Nov 3, 2025 at 10:00:00AM +0200, Anna Tuki kirjoitti:'],
    ['Portuguese by Apple Mail', 'No dia 03/11/2025, às 10:00, s@mesa.example escreveu:'],
    ['an unknown tongue', '3 nov 2025 10:00 Avustaja <s@desk.example> ablmno:'],
  ])('in %s', (_, attribution) => {
    expect(stripQuotes(text('It works now.', '', attribution, '> Does it work?', '> Ann')).reply).toBe('It works now.');
  });

  it('also where the attribution is wrapped and bears no marks', () => {
    const mail = text(
      'Yes.',
      '',
      'On Mon, Nov 3, 2025 at 10:00 AM, Support Desk',
      '<s@desk.example>',
      'wrote:',
      '',
      'Is it?',
    );
    expect(stripQuotes(mail)).toEqual({ reply: 'Yes.', quoteFrom: 4 });
  });

  it.each([
    ['Outlook', text('From: Ann', 'Sent: Monday', 'To: Mia', 'Subject: x')],
    ['Outlook in German', text('Von: Ann', 'Gesendet: Montag', 'An: Mia', 'Betreff: x')],
    ['Outlook with bold names', text('*From:* Ann', '*Sent:* Monday', '*Subject:* x')],
    ['Outlook in Swedish', text('Från: Ann', 'Skickat: måndag', 'Till: Mia', 'Ämne: x')],
    ['the mark of the older Outlook', '-----Original Message-----'],
    ['the mark in Turkish', '-----Orijinal İleti-----'],
    ['Yahoo in Turkish', text('Kimden: Ann', 'Gönderilen: 3 Kasım 2025 10:00', 'Konu: x')],
    ['a header without subject and addresses', text('From: Ann (Desk)', 'Date: 3 November 2025 at 10:00', 'To: Mia')],
    ['a header on one line', 'From: a@x.exampleDate: Monday, 3 November 2025 at 10:00 To: m@y.exampleSubject: x Hello'],
    ['Polish webmail', text('Temat: x', 'Data: 3 listopada 2025 10:00', 'Nadawca: Anna', 'Adresat: Mia')],
    ['Outlook, cut short below its rule', text('_'.repeat(32), 'From: Ann <a@x.example>', 'Subject: x')],
    ['a phone that runs the header on', '-Reply message ----- From: "Ann (Lee)" <a@x.example>'],
    [
      'Notes',
      text('Ann Lee <a@x.example>', 'Sent by: Jo', '03/11/25 10:00', '', 'To', 'Mia Lind', 'cc', '', 'Subject', 'x'),
    ],
    ['Notes inside a firm', text('Ann Lee/Support/Desk', '03.11.2025 10:00', '', 'An: Mia Lind', 'Thema: x')],
    ['Yandex', text('----------------', 'Кому: Mia;', 'Тема: x;', '03.11.2025, 10:00, "Ann" <a@x.example>:')],
    ['a help desk that asks in two words', '-- reply above --'],
    ['a help desk that asks for the answer above', '##- Please type your reply above this line -##'],
    ['the mark in German', '-----Ursprüngliche Nachricht-----'],
  ])('of %s', (_, header) => {
    expect(stripQuotes(text('Done.', '', header, '', 'Is it done?')).reply).toBe('Done.');
  });
});

it('takes the end of a marked line for quoted where a program has wrapped it', () => {
  const mail = text(
    'It does.',
    '',
    'On 3 Nov 2025, Ann <a@x.example> wrote:',
    '> Does it work for you, or do you still see the page that we spoke about',
    'yesterday, with the red frame?',
    '> Ann',
  );
  expect(stripQuotes(mail).reply).toBe('It does.');
});

describe('nothing of what a person wrote is lost', () => {
  it('below the history', () => {
    expect(stripQuotes(text('On 3 Nov 2025, Ann <a@x.example> wrote:', '> Which?', '', 'This one.')).reply).toBe(
      'This one.',
    );
  });

  it('above and below it', () => {
    const mail = text('First.', '', 'On 3 Nov 2025, Ann <a@x.example> wrote:', '> Which?', '', 'And last.');
    expect(stripQuotes(mail).reply.replace(/\n+/g, ' ')).toBe('First. And last.');
  });

  it('below a mark that is followed by marked lines', () => {
    const mail = text(
      'Dear Ann,',
      '',
      '----- Ursprüngliche Mail -----',
      '> Von: "Ann" <a@x.example>',
      '> Which?',
      '',
      'This.',
    );
    expect(stripQuotes(mail).reply.replace(/\n+/g, ' ')).toBe('Dear Ann, This.');
  });

  it('between the questions, which stay with their answers', () => {
    const mail = text('On 3 Nov 2025, Ann wrote:', '> Model?', 'The 14 inch.', '> Keyboard?', 'German.');
    expect(stripQuotes(mail).reply).toBe(text('> Model?', 'The 14 inch.', '> Keyboard?', 'German.'));
  });

  it.each([
    ['a question that begins with On', 'On which page do I find it?'],
    ['an address', 'Please answer to mia@customer.example'],
    ['a date', 'On 2 Nov 2025 we moved'],
  ])('right above the attribution: %s', (_, last) => {
    const mail = text('Hello.', '', last, '', 'On 3 Nov 2025 at 10:00, Ann <a@x.example> wrote:', '', '> Where?');
    expect(stripQuotes(mail).reply).toBe(text('Hello.', '', last));
    expect(stripQuotes(mail.replace(`${last}\n\n`, `${last}\n`)).reply).toContain('Hello.');
  });

  it('on the line right above a wrapped attribution', () => {
    const mail = text(
      'Ask mia@customer.example',
      'On Mon, 3 Nov 2025 at 10:00, Ann Lee',
      '<a@x.example> wrote:',
      '> Who?',
    );
    expect(stripQuotes(mail).reply).toBe('Ask mia@customer.example');
  });

  it.each([
    ['at an hour', 'yesterday at 14:05 bob@x.example wrote:'],
    ['on a day', 'am 3.11.2025 schrieb mir Ihr Kollege:'],
    ['on a day at an hour', 'On Nov 3, 2025 at 10:00 the server wrote:'],
    ['of a customer', 'Our customer bob@x.example wrote:'],
    ['of herself', 'El 3/11/2025 a las 10:00 su compañero me escribió:'],
  ])('where it tells what somebody wrote %s', (_, told) => {
    const mail = text('Hello.', '', told, '', 'I cannot log in.', '', 'What do I answer?');
    expect(stripQuotes(mail).reply).toBe(mail);
  });

  it.each([['PS: The red one too.'], ['P.S. The red one too.'], ['NB: Only on Mondays.']])(
    'below the signature: %s',
    (added) => {
      const mail = text('It fails.', '', '-- ', 'Mia Lee', 'Firm Ltd', '', added, '', 'Sent from my iPhone');
      expect(stripQuotes(mail).reply).toBe(text('It fails.', '', added));
    },
  );

  it('where it names the parts of a header in a sentence', () => {
    const mail = text('Hello.', '', 'From: a@x.example and to: b@x.example the subject: line is cut', '', 'Why?');
    expect(stripQuotes(mail).reply).toBe(mail);
  });

  it('in a letter that names its subject and its day', () => {
    const mail = text('Dear desk,', '', 'Subject: contract', 'Date: 3.11.2025 10:00', 'To: Firm', '', 'I end it.');
    expect(stripQuotes(mail).reply).toBe(mail);
  });

  it('below history, where the program put the signature above it', () => {
    const mail = text(
      'Hello.',
      '',
      '-- ',
      'Mia',
      '',
      'On 3 Nov 2025 at 10:00, Ann <a@x.example> wrote:',
      '> Which?',
      '',
      'The red one.',
    );
    expect(stripQuotes(mail).reply.replace(/\n+/g, ' ')).toBe('Hello. The red one.');
  });

  it('where bare dashes part a list', () => {
    const mail = text('Down:', '', '--', 'mail', '--', 'web', '--', '', 'Please restart them.');
    expect(stripQuotes(mail).reply).toBe(mail);
  });

  it('where a journey looks like a header', () => {
    const mail = text('Hello.', '', 'From: Berlin', 'To: Bonn', 'Date: 3 Nov 2025', '', 'Please change my ticket.');
    expect(stripQuotes(mail).reply).toBe(mail);
  });

  it('below history without marks that ends in a signature', () => {
    const mail = text(
      'On 3 Nov 2025, ann@x.example wrote:',
      'Does it work for you now?',
      '--',
      'Ann',
      'Yes, it does since this morning.',
      '-- ',
      'Mia',
    );
    expect(stripQuotes(mail).reply).toContain('Yes, it does since this morning.');
  });

  it('between long questions', () => {
    const asked = `> ${'x'.repeat(20)} ${'y'.repeat(20)} ${'z'.repeat(20)} and what do you see there?`;
    const mail = text('On 3 Nov 2025, Ann wrote:', asked, 'nothing at all', '> And then?', 'Nothing.');
    expect(stripQuotes(mail).reply).toContain('nothing at all');
  });

  it('when it quotes a log in the middle', () => {
    const mail = text('It prints', '> error 17', '> at line 3', 'whenever I log in.');
    expect(stripQuotes(mail).reply).toBe(mail);
  });

  it('when it forwards as old programs name it', () => {
    expect(isForward('[Fwd: Login]', '')).toBe(true);
    expect(isForward('[office] Fwd: Login', '')).toBe(true);
    expect(isForward('[Front desk] Login', '')).toBe(false);
  });

  it('when it forwards', () => {
    const mail = text(
      'Please look.',
      '',
      '---------- Forwarded message ---------',
      'From: Jo',
      'Date: today',
      '',
      'Broken!',
    );
    expect(stripQuotes(mail).reply).toBe(mail);
    expect(
      stripQuotes(text('Please look.', '', 'From: Jo', 'Sent: today', 'Subject: x', '', 'Broken!'), { forward: true })
        .reply,
    ).toContain('Broken!');
  });

  it.each([
    ['two problems', text('The page is white.', '--', 'The quiz is empty. Can you look at it today?')],
    ['another matter below a dash', text('It fails.', '', '—', '', 'And where are the grades now?')],
    [
      'what a student wrote',
      text('On Monday 3 Nov 2025 my student wrote:', '', '"I cannot log in."', '', 'Can you help?'),
    ],
    ['the same in German', text('Am 3.11.2025 um 10:00 schrieb eine Schülerin:', 'Es geht nicht.', 'Was nun?')],
    [
      'a name, an instant and a recipient',
      text('Ann Lee <a@x.example>', '03/11/25 10:00', 'To the office', 'Add her.'),
    ],
    ['a form', text('Name: Mia', 'Date: 3.11.2025 10:00', 'Subject: Login', 'Message: It fails.')],
    ['a line that begins with On and ends in wrote', text('On Monday I wrote', 'to you about it.')],
    ['a story', text('On Friday Bob wrote:', 'the server is down.')],
    ['a rule across the page', text('Steps:', '-----', 'Log in.', '-----', 'Log out.')],
    ['two dashes in a sentence', text('It fails -- always.', 'Help!')],
    ['a line of words with colons', text('From: the console', 'I get an error.')],
    ['a table drawn with bars', text('| a | b |', '| 1 | 2 |', 'as you see')],
    ['another account', 'Sent from my other account.'],
    ['a shell prompt', text('I typed', '> npm start', 'and nothing came.')],
    ['quoted text alone', '> Only this.'],
    ['header lines alone', text('From: a@x.example', 'Subject: hello', 'Date: today', 'all of it is what I have')],
  ])('when it holds %s', (_, mail) => {
    expect(stripQuotes(mail).reply).toBe(mail);
  });
});

describe('signatures and devices', () => {
  it.each([
    'Sent from my iPhone',
    'Von meinem iPad gesendet',
    'Envoyé de mon iPhone',
    'Get Outlook for iOS<https://aka.ms/o0ukef>',
    'Sent from Mail for Windows',
  ])('takes off "%s"', (line) => {
    expect(stripQuotes(text('Thanks!', '', line))).toEqual({ reply: 'Thanks!', quoteFrom: 7 });
  });

  it('takes off what follows the signature mark', () => {
    expect(stripQuotes(text('Thanks!', '', '-- ', 'Mia Lind', 'Customer AG'))).toEqual({
      reply: 'Thanks!',
      quoteFrom: 7,
    });
  });

  it('keeps a long text below two dashes: that is no signature', () => {
    const long = Array.from({ length: 60 }, (_, at) => `Step ${at}: press the next button and wait.`);
    expect(stripQuotes(text('Steps', '--', ...long)).reply).toContain('Step 59');
  });
});

/** No clock is asserted below seconds; what counts is that four times the input takes nowhere near sixteen times as long. */
describe('hostile texts take time in proportion to their length', () => {
  it.each([
    ['dashes', '-', 200_000],
    ['spaces', ' ', 1_000_000],
    ['On On On', 'On ', 100_000],
    ['lines of On', 'On \n', 30_000],
    ['On over two lines', 'On a\nb\n\n', 30_000],
    ['marks', '>', 500_000],
    ['lines of marks', '> \n', 100_000],
    ['answers and questions', '> a\nb\n', 50_000],
    ['headers of Notes', 'Ann <a@x.example>\n03/11/25 10:00\nTo\n', 20_000],
    ['rules', '----------------\n', 50_000],
    ['headers on one line', '\nFrom: Date: To: a@b Date: 20 Subject', 20_000],
    ['From lines', 'From: a\nb\nc\n', 50_000],
    ['signature marks', '--\n', 100_000],
    ['empty lines', '\n', 500_000],
    ['dates and addresses', 'A b@c.example 2012 12:30 wrote\n', 30_000],
  ])('%s', (_, piece, times) => {
    const took = (count: number) => {
      const from = performance.now();
      stripQuotes(piece.repeat(count));
      return performance.now() - from;
    };
    took(times / 10);
    const once = took(times);
    expect(took(times * 4)).toBeLessThan(Math.max(once, 20) * 16);
    expect(once).toBeLessThan(3_000);
  });
});
