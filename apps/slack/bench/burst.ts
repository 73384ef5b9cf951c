import { openDeskForTest } from '../src/testing/desk-for-test.ts';

/**
 * A burst of cases against a peer that takes so many posts a second in a channel: how near to that limit all cards stand, and
 * whether each shows the newest state. `node bench/burst.ts [cases] [posts a second]`
 */
const cases = Number(process.argv[2] ?? 500);
const perSecond = Number(process.argv[3] ?? 20);
const everyMs = 1_000 / perSecond;

const slack = await openDeskForTest({
  postsPerSecond: perSecond,
  tuning: { pace: { postEveryMs: everyMs * 1.01, editEveryMs: everyMs } },
});
try {
  const numbers: string[] = [];
  const began = performance.now();
  let firstAt: number | undefined;
  let lastAt = 0;
  const cards = () =>
    slack.triage.messages.filter(({ thread, only }) => thread === undefined && only === undefined).length;
  let seen = 0;
  const watch = setInterval(() => {
    const now = cards();
    if (now > 0) firstAt ??= performance.now();
    if (now > seen) lastAt = performance.now();
    seen = now;
  }, 5);
  for (let index = 0; index < cases; index += 1)
    numbers.push(await slack.mail({ subject: `Case ${index}`, text: 'A question.' }));
  const taken = performance.now();
  // Somebody works on some of them while the others wait for their turn.
  for (const number of numbers.slice(-50)) await slack.desk.claim('agent:ann', { case: number });
  while (seen < cases) await new Promise((resolve) => setTimeout(resolve, 50));
  clearInterval(watch);
  const drawn = lastAt - (firstAt ?? began);
  const least = (cases - 1) * everyMs;
  while ((await slack.channel().status()).drawing > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  let stale = 0;
  for (const number of numbers) {
    const record = (await slack.desk.read.case(number))?.record;
    if (!JSON.stringify(slack.cardOf(number).blocks).includes(`|${record?.version}"`)) stale += 1;
  }
  console.log(
    JSON.stringify({
      cases,
      postsPerSecond: perSecond,
      takenInSeconds: round((taken - began) / 1_000),
      cardsUpInSeconds: round(drawn / 1_000),
      limitInSeconds: round(least / 1_000),
      overLimitPercent: round((drawn / least - 1) * 100),
      refusedByLimit: slack.peer.limit.refused,
      cards: cards(),
      stale,
      complaints: slack.peer.complaints.length,
    }),
  );
} finally {
  await slack.close();
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
