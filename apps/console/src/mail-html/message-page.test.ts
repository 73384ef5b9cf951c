import type { Attachment } from '@sla/case-store';
import { expect, test } from 'vitest';

import { type MessagePageWords, messagePage, messagePageTag } from './message-page.ts';
import { pictureType } from './own-pictures.ts';

const words: MessagePageWords = {
  language: 'en',
  title: 'Message',
  blockedPictures: (count) => `${count} blocked`,
  excess: (excess) => `Shown as text: ${excess}`,
  cut: 'Cut here',
};

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const files = new Map<string, Uint8Array>([
  ['png', PNG],
  ['svg', Buffer.from('<svg onload="alert(1)"/>')],
]);

async function* read(hash: string): AsyncGenerator<Uint8Array> {
  const bytes = files.get(hash);
  if (!bytes) throw Object.assign(new Error(`no blob ${hash}`), { name: 'BlobMissing' });
  yield bytes.subarray(0, 5);
  yield bytes.subarray(5);
}

function attached(contentId: string, hash: string, size = 16): Attachment {
  return { id: contentId, name: 'p', type: 'image/png', blob: { hash, size }, contentId, inline: true };
}

test('a mail becomes a page without anything to load', async () => {
  const page = await messagePage(
    { html: '<p>Hi<img src="https://t.example/1">', text: 'Hi', attachments: [] },
    words,
    read,
  );
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('<p class="note">1 blocked</p>');
  expect(page).toContain('<main><p>Hi<span></span></p></main>');
  expect(page).not.toContain('t.example');
});

test("the message's own pictures are in the page", async () => {
  const html = '<img src="cid:logo@x"><img src="cid:evil@x" alt="evil">';
  const attachments = [attached('<Logo@x>', 'png'), attached('evil@x', 'svg')];
  const page = await messagePage({ html, text: '', attachments }, words, read);
  expect(page).toContain(`<img src="data:image/png;base64,${PNG.toString('base64')}" />`);
  expect(page).toContain('<span class="missing-picture">evil</span>');
});

test('a picture that is too big is not read', async () => {
  const attachments = [attached('big@x', 'unreadable', 6_000_000)];
  const page = await messagePage({ html: '<img src="cid:big@x" alt="big">', text: '', attachments }, words, read);
  expect(page).toContain('<span class="missing-picture">big</span>');
});

test('a picture that is no longer kept takes nothing else with it', async () => {
  const attachments = [attached('gone@x', 'gone')];
  const page = await messagePage({ html: 'Hi <img src="cid:gone@x" alt="logo">', text: '', attachments }, words, read);
  expect(page).toContain('Hi <span class="missing-picture">logo</span>');
});

test.each([
  ['20,000 nested elements', `${'<div>'.repeat(20_000)}deep`, 'too-deep'],
  ['5 MB', `<p>${'long '.repeat(1_000_000)}`, 'too-large'],
])('%s are shown as text', async (_what, html, excess) => {
  const page = await messagePage({ html, text: 'The <text> & more', attachments: [] }, words, read);
  expect(page).toContain(`<p class="note">Shown as text: ${excess}</p>`);
  expect(page).toContain('<div class="text">The &#60;text&#62; &#38; more</div>');
  expect(page.length).toBeLessThan(3_000);
});

test('a text without end is cut, and says so', async () => {
  const page = await messagePage(
    { html: 'x'.repeat(2_000_000), text: 'y'.repeat(5_000_000), attachments: [] },
    words,
    read,
  );
  expect(page.length).toBeLessThan(203_000);
  expect(page).toContain('Cut here');
});

test('the worst HTML within the limits is read in seconds', async () => {
  const html = `${'<div>'.repeat(255)}${'<b style="color:red;margin:0 auto">x</b>'.repeat(14_800)}`;
  const started = performance.now();
  const page = await messagePage({ html, text: '', attachments: [] }, words, read);
  expect(page).toContain('<b style="color:red;margin:0 auto">x</b>');
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('the tag of a page changes with what it shows', () => {
  const message = { html: '<p>x', text: '', attachments: [] };
  expect(messagePageTag(message, 'en')).toMatch(/^"[\w-]{43}"$/);
  expect(messagePageTag(message, 'en')).not.toBe(messagePageTag(message, 'de'));
  expect(messagePageTag({ ...message, html: '<p>y' }, 'en')).not.toBe(messagePageTag(message, 'en'));
});

test.each([
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ffe0', 'image/jpeg'],
  ['474946383961', 'image/gif'],
  ['524946460000000057454250', 'image/webp'],
  ['3c737667', undefined],
  ['', undefined],
])('bytes %s are %s', (hex, type) => {
  expect(pictureType(Buffer.from(hex, 'hex'))).toBe(type);
});
