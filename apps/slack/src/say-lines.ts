import { alertButtons, notice } from './blocks/notice.ts';
import { mostLines, threadLines } from './blocks/thread-line.ts';
import { wordsFor } from './blocks/words.ts';
import type { PostedCard } from './cards.ts';
import { findMarked, marks } from './message-metadata.ts';
import type { ShowParts } from './show-card.ts';
import { slackFault } from './slack-fault.ts';
import { notPosted } from './troubles.ts';

/** Says in the thread what has happened since, each line once; several at once are one message. */
export async function sayLines(parts: ShowParts, caseId: string, posted: PostedCard): Promise<PostedCard> {
  const { chat, cards, clients, poster, since } = parts;
  const client = await clients.byKey(posted.workspace);
  if (!client) return posted;
  let card = await settleSaying(caseId, posted);
  for (;;) {
    const found = await chat.card(caseId, chat.everybody);
    const lines = found ? chat.threadLines(found.view, new Set(card.said), chat.everybody).slice(0, mostLines) : [];
    if (lines.length === 0) return card;
    const ids = lines.map(({ id }) => id);
    card = { ...card, saying: { ids, since: await since() } };
    await cards.putCard(caseId, card);
    const metadata = marks('case_lines', idOf(caseId, ids));
    const urgency = lines.some(({ urgent }) => urgent) ? 'alert' : 'line';
    await poster
      .post(client, { ...card, thread: card.ts }, urgency, async () => ({ message: threadLines(lines), metadata }))
      .catch((error: unknown) => {
        throw notPosted(error, card.channel);
      });
    card = { ...withoutSaying(card), said: [...card.said, ...ids] };
    await cards.putCard(caseId, card);
  }

  /** What an earlier try was saying when it ended: said, if Slack has it. */
  async function settleSaying(id: string, before: PostedCard): Promise<PostedCard> {
    if (!before.saying || !client) return before;
    const { ids, since: from } = before.saying;
    const asked = { channel: before.channel, thread: before.ts, since: from };
    const arrived = await findMarked(client, asked, marks('case_lines', idOf(id, ids)));
    const settled = withoutSaying(before);
    return arrived === undefined ? settled : { ...settled, said: [...settled.said, ...ids] };
  }
}

function idOf(caseId: string, ids: readonly string[]): string {
  return `${caseId}/${ids[0] ?? ''}/${ids.length}`;
}

function withoutSaying({ saying: _saying, ...card }: PostedCard): PostedCard {
  return card;
}

/** Takes the buttons off alerts that somebody has taken, wherever that was. */
export async function endAlerts(parts: ShowParts, caseId: string): Promise<void> {
  const { chat, cards, clients, poster, log } = parts;
  const alerts = (await cards.alerts(caseId)).filter(({ alert }) => alert.ts !== undefined && alert.step !== undefined);
  if (alerts.length === 0) return;
  const found = await chat.card(caseId, chat.everybody);
  const words = wordsFor(chat.everybody.language);
  for (const { key, alert } of alerts) {
    if (found && alertButtons(found.card, alert.step).length > 0) continue;
    const client = await clients.byKey(alert.workspace);
    const { workspace, channel, ts = '' } = alert;
    const message = notice(alert, found?.card, undefined, words);
    try {
      if (client) await poster.edit(client, { workspace, channel, ts }, 'alert', async () => ({ message }));
    } catch (error) {
      const fault = slackFault(error, channel);
      if (fault.kind === 'later') throw notPosted(error, channel);
      log.info({ case: caseId, error: fault.sentence }, 'an alert that is over stays as it was');
    }
    await cards.putAlert(caseId, key, { ...alert, step: undefined });
  }
}
