import { expect, test } from 'vitest';

import { type ChangeSource, type ChangeStreams, changeStreams } from './change-stream.ts';

type Listener = Parameters<ChangeSource['subscribe']>[0];

function streams(numberOf: ChangeSource['numberOf'] = async (id) => `C-${id}`) {
  const listeners = new Set<Listener>();
  const source: ChangeSource = {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    numberOf,
  };
  const tell = (...caseIds: (string | undefined)[]) => {
    for (const caseId of caseIds) for (const listener of listeners) listener(caseId === undefined ? {} : { caseId });
  };
  return { changes: changeStreams(source), listeners, tell };
}

function reader(changes: ChangeStreams) {
  const body = changes.open().body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!body) throw new Error('no body');
  return { next: async () => (await body.read()).value, cancel: () => body.cancel() };
}

test('a stream opens with a ping, so that the page knows it is there', async () => {
  const { changes } = streams();
  const response = changes.open();
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(await reader(changes).next()).toBe('event: ping\ndata: {}\n\n');
});

test('what one command changes is told once, by the number of the case', async () => {
  const { changes, tell } = streams();
  const { next } = reader(changes);
  await next();
  tell('7', '7', '8', '7');
  expect(await next()).toBe('event: change\ndata: {"case":"C-7"}\n\n');
  expect(await next()).toBe('event: change\ndata: {"case":"C-8"}\n\n');
  tell(undefined);
  expect(await next()).toBe('event: change\ndata: {}\n\n');
});

test('a case whose number cannot be read is told as a change of anything', async () => {
  const { changes, tell } = streams(async () => Promise.reject(new Error('gone')));
  const { next } = reader(changes);
  await next();
  tell('7');
  expect(await next()).toBe('event: change\ndata: {}\n\n');
});

test('a reader who leaves is forgotten', async () => {
  const { changes, listeners } = streams();
  const { next, cancel } = reader(changes);
  await next();
  expect(listeners.size).toBe(1);
  await cancel();
  expect(listeners.size).toBe(0);
});

test('stopping ends every stream', async () => {
  const { changes, listeners, tell } = streams();
  const [one, two] = [reader(changes), reader(changes)];
  await Promise.all([one.next(), two.next()]);
  changes.stop();
  tell('7');
  expect(await one.next()).toBeUndefined();
  expect(await two.next()).toBeUndefined();
  expect(listeners.size).toBe(0);
});

test('a reader who does not read makes nothing grow', async () => {
  const { changes, tell } = streams();
  const { next } = reader(changes);
  for (let round = 0; round < 1_000; round += 1) tell('7', '8');
  const told = [await next(), await next(), await next()];
  expect(told.map((each) => each?.includes('change'))).toEqual([false, true, true]);
});
