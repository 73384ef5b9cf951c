import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { GraphPort } from '../graph-port.ts';
import { hostedIn } from '../teams/channel-message.ts';
import { withPeer } from '../testing/with-peer.ts';
import type { OpenFile } from './files-port.ts';
import { isSharedHost } from './shared-hosts.ts';

let bench: Awaited<ReturnType<typeof withPeer>>;
let graph: GraphPort;
beforeEach(async () => {
  bench = await withPeer();
  ({ graph } = bench);
});
afterEach(() => bench.peer.close());

const channel = { teamId: 'team-1', channelId: '19:intake@thread.tacv2' };
const megabyte = 1024 * 1024;

async function text({ content }: OpenFile): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

describe('what a message refers to', () => {
  test('is read by its address, without a token where the file lies', async () => {
    const address = bench.peer.files.add('Plan für März.txt', 'the plan', 'text/plain');
    const file = await graph.files.openShared(address, megabyte);
    expect({ ...file, content: await text(file) }).toEqual({
      name: 'Plan für März.txt',
      type: 'text/plain',
      size: 8,
      content: 'the plan',
    });
  });

  test.each([
    ['a host that is not Microsoft’s', 'https://evil.example/plan.txt'],
    ['an address of the machine itself', 'https://127.0.0.1/plan.txt'],
    ['a host that only looks like it', 'https://acme.sharepoint.com.evil.example/x'],
    ['plain http', 'http://acme.sharepoint.com/x'],
  ])('is never fetched from %s', async (_what, address) => {
    await expect(graph.files.openShared(address, megabyte)).rejects.toMatchObject({ code: 'invalid' });
    await expect(graph.files.openDirect(address, megabyte)).rejects.toMatchObject({ code: 'invalid' });
    expect(isSharedHost(address)).toBe(false);
    expect(bench.peer.requests.filter(({ path }) => path.startsWith('/shares'))).toEqual([]);
  });

  test('is not followed to another host', async () => {
    const address = bench.peer.files.add('plan.txt', 'the plan');
    bench.peer.files.redirect = 'https://169.254.169.254/latest/meta-data';
    await expect(graph.files.openShared(address, megabyte)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('is refused when it is too large, before and while it is read', async () => {
    const address = bench.peer.files.add('big.iso', Buffer.alloc(2_000));
    await expect(graph.files.openShared(address, 1_000)).rejects.toMatchObject({ code: 'too-large' });
    const file = graph.files.openDirect(bench.peer.files.direct(address), 1_000).then(text);
    await expect(file).rejects.toMatchObject({ code: 'too-large' });
  });

  test('says which permission is lacking', async () => {
    bench.peer.tokens.revoke('Files.ReadWrite.All');
    const address = bench.peer.files.add('plan.txt', 'the plan');
    await expect(graph.files.openShared(address, megabyte)).rejects.toThrow(/lacks.*Files\.Read\.All/);
  });
});

test('a picture inside a message is read where the message is', async () => {
  const id = bench.peer.files.host('m1', Buffer.from('png'));
  const html = `<p>See</p><img src="https://graph.microsoft.com/v1.0/teams/team-1/channels/c/messages/m1/hostedContents/${id}/$value" alt="x">`;
  expect(hostedIn(html)).toEqual([id]);
  const file = await graph.files.openHosted({ ...channel, threadId: 'm1', id: 'm1' }, id, megabyte);
  expect([file.name, file.type, await text(file)]).toEqual(['image.png', 'image/png', 'png']);
});

describe('a file for a channel', () => {
  const put = (content: Buffer, name = 'fix: “final” 100%.txt') =>
    graph.files.putInChannel(channel, {
      path: ['C-1042', name],
      size: content.length,
      content: (async function* () {
        for (let at = 0; at < content.length; at += 1_000_000) yield content.subarray(at, at + 1_000_000);
      })(),
    });

  test('lies in the case’s own folder, and again in its place', async () => {
    const { url } = await put(Buffer.from('Restart it.'));
    await put(Buffer.from('Restart it twice.'));
    expect(url).toContain('https://acme.sharepoint.com/');
    expect([...bench.peer.files.uploads].map(([path, content]) => [path, content.toString()])).toEqual([
      ['C-1042/fix_ “final” 100_.txt', 'Restart it twice.'],
    ]);
  });

  test('goes up in pieces when it is large', async () => {
    const content = Buffer.alloc(6 * megabyte, 7);
    await put(content, 'big.bin');
    expect(bench.peer.files.uploads.get('C-1042/big.bin')?.equals(content)).toBe(true);
    expect(bench.peer.requests.filter(({ method }) => method === 'PUT')).toHaveLength(2);
  });

  test('says which permission is lacking', async () => {
    bench.peer.tokens.revoke('Files.ReadWrite.All');
    await expect(put(Buffer.from('x'))).rejects.toThrow(/Files\.ReadWrite\.All/);
  });
});
