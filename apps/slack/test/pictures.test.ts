import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { caseCard } from '../src/blocks/case-card.ts';
import { formView } from '../src/blocks/form.ts';
import { home } from '../src/blocks/home.ts';
import { notice } from '../src/blocks/notice.ts';
import { wordsFor } from '../src/blocks/words.ts';
import { escalationForm, sampleCard, sampleForm } from '../src/testing/cards.ts';
import { type Gallery, modalPicture, openGallery, type Picture } from './pictures.ts';

const chromiumPath = [process.env.SLA_CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
);
const words = wordsFor('en');
/** Where the pictures of the README are written, when somebody wants new ones. */
const folder = process.env.SLA_PICTURES;

const alerted = sampleCard({
  state: 'Open',
  risk: { level: 'missed', text: 'missed' },
  buttons: [
    { action: 'take', label: 'Take', style: 'danger', step: 'call-duty' },
    { action: 'hand-over', label: 'Hand over', style: 'plain', step: 'call-duty' },
    { action: 'claim', label: 'Claim', style: 'primary' },
  ],
});
const about = {
  subject: '[C-1042] First response missed: Nobody at Ashdown can log in',
  text: 'First response was due today at 11:00.\nPlease take it within 15 minutes, or hand it over.',
  mention: 'U0PIA',
};
const queue = {
  kind: 'list' as const,
  title: 'Your open cases',
  empty: 'None',
  total: 3,
  cases: [
    alerted,
    sampleCard({
      id: 'b',
      number: 'C-1043',
      subject: 'The gradebook is empty',
      state: 'Awaiting requester',
      risk: { level: 'none', text: '' },
    }),
  ],
};

const pictures: readonly (readonly [string, (theme: Picture['theme']) => Picture, string])[] = [
  ['card', (theme) => ({ blocks: caseCard(sampleCard(), words).blocks, theme }), 'Escalate'],
  ['alert', (theme) => ({ blocks: notice(about, alerted, 'call-duty', words).blocks, theme }), 'Hand over'],
  ['reply', (theme) => modalPicture(formView(sampleForm(), {}, words), theme), 'maria@ashdown.example'],
  ['escalate', (theme) => modalPicture(formView(escalationForm(), {}, words), theme), 'Error message'],
  ['home', (theme) => ({ blocks: home(queue, words).blocks, theme }), 'C-1043'],
];

describe.skipIf(chromiumPath === undefined)('what people see, in Chromium', () => {
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await openGallery(chromiumPath ?? '');
  });

  afterAll(() => gallery.close());

  test.each(
    pictures.flatMap(([name, picture, text]) =>
      (['light', 'dark'] as const).map((theme) => [name, theme, picture, text] as const),
    ),
  )('%s, %s', async (name, theme, picture, text) => {
    const shown = await gallery.show(picture(theme));
    expect(shown.text).toContain(text);
    expect(shown.text).not.toMatch(/<!date|undefined|\[object/);
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `slack-${name}-${theme}.png`), shown.png);
  });
});
