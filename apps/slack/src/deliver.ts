import type { CaseStore, OutboxItem } from '@sla/case-store';
import type { CardPayload, ChatAccount, Deliverer, Delivery, MailPayload } from '@sla/desk';

import { notice } from './blocks/notice.ts';
import { wordsFor } from './blocks/words.ts';
import type { PostedAlert, PostedCard } from './cards.ts';
import type { Installation } from './installations.ts';
import { findMarked, marks } from './message-metadata.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Projector } from './projector.ts';
import { installationOf, type ShowParts } from './show-card.ts';
import { mayHaveHappened } from './slack-fault.ts';
import { NotPosted, notPosted } from './troubles.ts';

type NoticePayload = Extract<MailPayload, { kind: 'notice' }>;

export interface DeliverParts extends ShowParts {
  readonly projector: Projector;
  readonly store: Pick<CaseStore, 'listAgents'>;
  /** Remembers what asked for a case to be drawn, so that a failure can be told of. */
  readonly asked: (item: OutboxItem, caseId: string) => void;
}

/** Cards that wait for their turn do so here, not in the outbox, so that an alert is never behind them. */
const mostAwaited = 4;

/** Carries out Slack's part of the outbox. */
export function createDeliverer(parts: DeliverParts): Deliverer {
  const inTurn = oneAtATime();
  return {
    destination: 'slack',
    deliver: (item) => {
      const payload = item.payload as CardPayload | MailPayload;
      switch (payload.kind) {
        case 'card':
          parts.asked(item, payload.case);
          return deliverCard(parts, payload.case);
        case 'notice':
          // A try that was broken off may still be under way.
          return inTurn(item.key, () => deliverNotice(parts, item, payload));
        default:
          return Promise.resolve(
            refused(`the outbox holds nothing for Slack: ${JSON.stringify(payload).slice(0, 200)}`),
          );
      }
    },
  };
}

async function deliverCard({ projector }: DeliverParts, caseId: string): Promise<Delivery> {
  if (projector.waiting() >= mostAwaited) {
    await projector.soil(caseId);
    return { kind: 'delivered', detail: 'will be drawn in its turn' };
  }
  try {
    await projector.draw(caseId);
    return { kind: 'delivered' };
  } catch (error) {
    // The projector itself tries again; the console shows why it has not been drawn.
    const { message, again } = notPosted(error);
    return again ? { kind: 'delivered', detail: message } : refused(message);
  }
}

async function deliverNotice(parts: DeliverParts, item: OutboxItem, payload: NoticePayload): Promise<Delivery> {
  const found = await parts.chat.card(payload.case, parts.chat.everybody);
  const caseId = found?.card.id;
  const thread = caseId === undefined ? undefined : await threadOf(parts, caseId);
  const person = await personOf(parts, payload);
  const isDigest = (payload.more ?? []).length > 0;
  const step = payload.notice.effect === 'notify' ? payload.notice.step : undefined;
  const about = { subject: payload.subject, text: payload.text, ...(step !== undefined && { step }) };
  const id = caseId ?? item.key;
  const tries: Promise<void>[] = [];
  const here = person.accounts.find(({ installation }) => installation.key === thread?.workspace);
  if (thread && !isDigest)
    tries.push(
      tell(parts, id, `${item.key}/thread`, {
        ...about,
        workspace: thread.workspace,
        channel: thread.channel,
        thread: thread.ts,
        ...(here ? { mention: here.user } : { subject: `${person.name}: ${about.subject}` }),
      }),
    );
  // Whoever must take an alert may not be in the channel, where a mention would not ring.
  if (step !== undefined || isDigest || !thread || !here)
    for (const { installation, user } of person.accounts)
      tries.push(tellDirectly(parts, id, `${item.key}/${installation.key}`, { ...about, user, installation }));
  return outcome(await Promise.allSettled(tries), person, thread);
}

/** The case's thread; a card that does not stand yet is put up first. */
async function threadOf({ cards, projector }: DeliverParts, caseId: string): Promise<PostedCard | undefined> {
  const posted = await cards.card(caseId);
  if (posted || projector.waiting() >= mostAwaited) return posted;
  await projector.draw(caseId).catch(() => undefined);
  return cards.card(caseId);
}

interface Told {
  readonly name: string;
  readonly accounts: readonly { readonly user: string; readonly installation: Installation }[];
}

async function personOf({ chat, store, installations }: DeliverParts, { to }: NoticePayload): Promise<Told> {
  const [first = ''] = to;
  if (!first.startsWith('agent:')) return { name: first, accounts: [] };
  const id = first.slice('agent:'.length);
  const agent = (await store.listAgents()).find((each) => each.id === id);
  const accounts = await chat.accountsOf(id, 'slack');
  const found = await Promise.all(accounts.map((account) => reached(installations, account)));
  return { name: agent?.name ?? id, accounts: found.filter((each) => each !== undefined) };
}

async function reached(
  installations: DeliverParts['installations'],
  { account }: ChatAccount,
): Promise<Told['accounts'][number] | undefined> {
  const [place = '', user = ''] = account.split('/');
  const installation = await installations.byKey(place);
  return installation && { user, installation };
}

type Alert = Omit<PostedAlert, 'ts' | 'since'>;

async function tellDirectly(
  parts: DeliverParts,
  caseId: string,
  key: string,
  {
    user,
    installation,
    ...about
  }: { readonly user: string; readonly installation: Installation } & Pick<PostedAlert, 'subject' | 'text' | 'step'>,
): Promise<void> {
  const { channel } = await parts.clients.of(installation).conversations.open({ users: user });
  if (channel?.id === undefined) throw new NotPosted(`Slack opens no conversation with ${user}.`, true);
  await tell(parts, caseId, key, { ...about, workspace: installation.key, channel: channel.id });
}

/** Posts once: what was on its way when the last try ended is looked for first. */
async function tell(parts: DeliverParts, caseId: string, key: string, alert: Alert): Promise<void> {
  const { cards, chat, installations, clients, poster, since } = parts;
  const client = clients.of(await installationOf(installations, alert));
  const metadata = marks('case_notice', key);
  const kept = await cards.alert(caseId, key);
  if (kept?.ts !== undefined) return;
  const arrived = kept && (await findMarked(client, kept, metadata));
  const posting: PostedAlert = kept ?? { ...alert, since: await since() };
  if (!kept) await cards.putAlert(caseId, key, posting);
  const say = async () => {
    const card = (await chat.card(caseId, chat.everybody))?.card;
    if (alert.thread !== undefined) await parts.check.mayShow(client, alert, card?.restricted === true);
    return { message: notice(alert, card, alert.step, wordsFor(chat.everybody.language)), metadata };
  };
  const post = () => poster.post(client, alert, 'alert', say);
  try {
    await cards.putAlert(caseId, key, { ...posting, ts: arrived ?? (await post()) });
  } catch (error) {
    if (error instanceof NotPosted || !mayHaveHappened(error)) await cards.dropAlert(caseId, key);
    throw notPosted(error, alert.channel);
  }
}

/** Told in one place is told; who has no account here is told in words by the desk, by other ways. */
function outcome(
  tries: readonly PromiseSettledResult<void>[],
  { name, accounts }: Told,
  thread?: PostedCard,
): Delivery {
  const failures = tries.flatMap((each) => (each.status === 'rejected' ? [notPosted(each.reason)] : []));
  const reasons = failures.map(({ message }) => message).join(' ');
  const told = tries.length > failures.length;
  if (accounts.length === 0) {
    const where = told && thread ? 'the thread says so, but mentions nobody' : 'nothing was sent';
    return refused(
      `${name} has linked no Slack account, so ${where}: ${name} can link it with /case, or use another way. ${reasons}`.trim(),
    );
  }
  if (told) return { kind: 'delivered', ...(reasons !== '' && { detail: reasons }) };
  const again = failures.some((failure) => failure.again);
  if (!again) return refused(reasons || 'there is nowhere to say it');
  const wait = Math.max(0, ...failures.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0));
  return { kind: 'try-again', error: reasons, ...(wait > 0 && { retryAfterSeconds: wait }) };
}

function refused(error: string): Delivery {
  return { kind: 'refused', error };
}
