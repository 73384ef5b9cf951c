import { join } from 'node:path';

import { Temporal } from '@sla/core';
import { expect, it } from 'vitest';

import { readHistories } from './read-histories.ts';
import { folderWith } from './testing/terminal.ts';

async function read(text: string) {
  const cwd = await folderWith({ 'history.jsonl': text });
  const never = () => new Promise<never>(() => {});
  const now = () => Temporal.Instant.from('2026-11-23T10:00:00Z');
  const terminal = { out: () => {}, err: () => {}, cwd, env: {}, now, readStdin: never, stopAsked: never };
  const faults: string[] = [];
  const histories: [string, number][] = [];
  for await (const { case: number, line } of readHistories(join(cwd, 'history.jsonl'), terminal, faults))
    histories.push([number, line]);
  return { histories, faults };
}

it('a history goes on behind whatever but a line feed Unicode takes for the end of a line', async () => {
  const reason = 'they wrote “one\u2028two\u2029three\u0085four”';
  const line = (id: string) => JSON.stringify({ case: id, events: [{ type: 'deferred', reason }] });
  expect(await read(`${line('C-1')}\r\n\n${line('C-2')}`)).toEqual({
    histories: [
      ['C-1', 1],
      ['C-2', 3],
    ],
    faults: [],
  });
});

it('a line that is none is told of with its number, and reading goes on', async () => {
  const { histories, faults } = await read(
    '{"case":"C-1","events":[]}\nno\n{"case":"C-3"}\n{"case":"C-4","events":[]}\n',
  );
  expect(histories).toEqual([
    ['C-1', 1],
    ['C-4', 4],
  ]);
  expect(faults).toEqual([
    expect.stringMatching(/history\.jsonl:2:1 {2}this line is no JSON/),
    expect.stringMatching(/history\.jsonl:3:1 {2}no case or no events/),
  ]);
});
