import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { sendTo } from '../testing/send-to.ts';
import { testOptions } from '../testing/test-desk.ts';

let desk: DeskForTest;

beforeEach(async () => {
  desk = await openDeskForTest({ desk: { ...testOptions('').desk, url: 'https://help.acme.example' } });
});
afterEach(() => desk.close());

async function linkOf(): Promise<string> {
  await sendTo(desk, { subject: 'VPN', text: 'No VPN.' });
  const [receipt] = await desk.untilCaught(1, 'receipt');
  const raw = await (await desk.ask(`/mail/api/messages/${receipt?.id}/raw`)).text();
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  return /^List-Unsubscribe:\s*<([^>]+)>/m.exec(raw)?.[1] ?? '';
}

const click = (link: string, body: string) => desk.channel.publicFetch(new Request(link, { method: 'POST', body }));

describe('automatic mail', () => {
  it('is turned off by one click, and what people write still arrives', async () => {
    const link = await linkOf();
    expect((await click(link, 'List-Unsubscribe=One-Click')).status).toBe(200);
    await sendTo(desk, { subject: 'Wi-Fi', text: 'No Wi-Fi.' });
    await desk.desk.reply('agent:ann', { case: 'C-1002', text: 'Try again.' });
    await desk.untilCaught(1, 'reply');
    expect(await desk.untilCaught(1, 'receipt')).toHaveLength(1);
    const receipt = (await desk.desk.read.case('C-1002'))?.messages.find(({ automatic }) => automatic);
    expect(receipt).toMatchObject({
      delivery: 'held-back',
      evidence: ['Held back: the recipient asked for no automatic mail.'],
    });
    expect((await desk.channel.health()).outgoing).toMatchObject({ heldBack: 1, dead: 0 });
  });

  it('is not turned off by a scanner that follows links, and is turned on again by the page', async () => {
    const link = await linkOf();
    const asked = await desk.channel.publicFetch(new Request(link));
    expect(await asked.text()).toContain('Send me no automatic mail');
    await click(link, 'List-Unsubscribe=One-Click');
    await click(link, 'automatic=again');
    await sendTo(desk, { subject: 'Wi-Fi', text: 'No Wi-Fi.' });
    expect(await desk.untilCaught(2, 'receipt')).toHaveLength(2);
  });

  it('is turned off for nobody by a link of somebody’s own making', async () => {
    const link = await linkOf();
    const other = `${link.slice(0, link.lastIndexOf('/') + 1)}${Buffer.from('bo@x.example').toString('base64url')}.${'a'.repeat(22)}`;
    expect((await click(other, 'List-Unsubscribe=One-Click')).status).toBe(404);
  });
});
