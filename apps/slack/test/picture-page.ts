import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { Message } from 'slack-blocks-to-jsx';

import type { Picture } from './pictures.ts';

const logo =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="6" fill="%231f2a44"/></svg>';

const colours: Readonly<Record<string, string>> = { red_circle: '#d92d20', large_orange_circle: '#e8912d' };

/** Runs in the browser: shows one payload as Slack would. */
function showPicture({ blocks, frame, theme }: Picture): void {
  const page = globalThis as unknown as {
    readonly document: { getElementById(id: string): Parameters<typeof createRoot>[0] };
  };
  const message = h(Message, {
    // Slack reads its own marks in verbatim text too and only guesses no others; the likeness reads none.
    blocks: JSON.parse(JSON.stringify(blocks, (name, value) => (name === 'verbatim' ? undefined : value))),
    name: 'Cases',
    time: new Date('2026-11-23T10:02:00Z'),
    logo,
    theme,
    withoutWrapper: frame !== undefined,
    // Without a font of emoji: what the risk is marked by is a dot of that colour.
    hooks: { emoji: ({ name }) => h('span', { style: { color: colours[name] ?? '#888' } }, '●') },
    data: { users: [{ id: 'U0PIA', name: 'Pia Example' }] },
  });
  const footer =
    frame &&
    h('footer', {}, h('span', { className: 'close' }, frame.close), h('span', { className: 'submit' }, frame.submit));
  const content = frame
    ? h('section', { className: 'modal' }, h('h1', {}, frame.title), h('div', {}, message), footer)
    : message;
  createRoot(page.document.getElementById('root')).render(content);
}

Object.assign(globalThis, { showPicture });
