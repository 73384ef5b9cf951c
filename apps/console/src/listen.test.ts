import { expect, test } from 'vitest';

import { ListenError, listen } from './listen.ts';

test('serves a fetch handler and stops', async () => {
  const listening = await listen(() => new Response('hello'), { host: '127.0.0.1', port: 0 });
  expect(await (await fetch(listening.url)).text()).toBe('hello');
  await listening.stop();
  await expect(fetch(listening.url)).rejects.toThrow();
});

test('a busy port is one sentence that names the port and the setting', async () => {
  const first = await listen(() => new Response('mine'), { host: '127.0.0.1', port: 0 });
  const second = listen(() => new Response('yours'), { host: '127.0.0.1', port: first.port, setting: 'SLA_PORT' });
  await expect(second).rejects.toThrow(
    `Port ${first.port} on 127.0.0.1 is in use by another program. Stop that program, or choose another port with the setting SLA_PORT.`,
  );
  await expect(second).rejects.toBeInstanceOf(ListenError);
  await first.stop();
});

test('a foreign address is one sentence too', async () => {
  await expect(listen(() => new Response(), { host: '192.0.2.1', port: 0 })).rejects.toThrow(
    'This machine has no address 192.0.2.1.',
  );
});

test('a stream that never ends does not keep it from stopping', async () => {
  const endless = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('x')) });
  const listening = await listen(() => new Response(endless), { host: '127.0.0.1', port: 0 });
  const response = await fetch(listening.url);
  await listening.stop();
  await expect(response.text()).rejects.toThrow();
});
