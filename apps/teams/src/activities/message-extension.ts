import { toInstant } from '@sla/core';
import type { ChatAnswer, ChatCard } from '@sla/desk';
import { z } from 'zod';

import { type AdaptiveCard, cardContentType } from '../cards/adaptive-card.ts';
import { sharedCard } from '../cards/case-card.ts';
import { htmlText } from '../cards/html-text.ts';
import { plainText } from '../cards/plain-text.ts';
import { phrasesFor } from '../cards/platform-phrases.ts';
import type { FileRef } from '../files/file-refs.ts';
import { accountOf, splitAccount } from '../identify-person.ts';
import { type Activity, placeOf } from './activity.ts';
import { type DialogBody, submitDialog, toDialog } from './dialogs.ts';
import type { ActivityParts } from './parts.ts';

/** What the message extension answers: cases to choose from, or where to link the account. */
export interface ExtensionBody {
  readonly composeExtension:
    | { readonly type: 'result'; readonly attachmentLayout: 'list'; readonly attachments: readonly Found[] }
    | { readonly type: 'message'; readonly text: string }
    | {
        readonly type: 'auth';
        readonly suggestedActions: {
          readonly actions: readonly { readonly type: 'openUrl'; readonly title: string; readonly value: string }[];
        };
      };
}

/** A case to drop into a chat, and the line that is chosen from. */
export interface Found {
  readonly contentType: typeof cardContentType;
  readonly content: AdaptiveCard;
  readonly preview: {
    readonly contentType: 'application/vnd.microsoft.card.thumbnail';
    readonly content: { readonly title: string; readonly text: string };
  };
}

const query = z.object({
  parameters: z.array(z.object({ name: z.string(), value: z.unknown().exactOptional() })).default([]),
});

/** Cases to drop into the chat that is being written in; restricted ones are not offered, for nobody knows who reads it. */
export async function searchCases({ chat, options }: ActivityParts, activity: Activity): Promise<ExtensionBody> {
  const by = accountOf(activity, options);
  if (by === undefined) return note(phrasesFor(options.desk.language).notYou);
  const { parameters } = query.parse(activity.value);
  const words = parameters.find(({ name }) => name === 'query')?.value;
  const asked = typeof words === 'string' && words.trim() !== '' ? `find ${words.trim().slice(0, 200)}` : 'mine';
  return toResult(await chat.command(by, asked), options.desk.language);
}

const link = z.object({ url: z.string().max(2_000) });

/** A link to a case, unfolded for an agent who pastes it; what is unfolded is seen by everybody in the chat. */
export async function unfurlLink(
  { chat, options }: ActivityParts,
  activity: Activity,
): Promise<ExtensionBody | undefined> {
  const by = accountOf(activity, options);
  const asked = link.safeParse(activity.value);
  const ref = asked.success ? caseIn(asked.data.url, options.desk.url) : undefined;
  if (by === undefined || ref === undefined) return undefined;
  // A stranger's link stays a link.
  if ((await chat.agentOf(by)) === undefined) return undefined;
  const found = await chat.card(ref, chat.everybody);
  return found === undefined || found.card.restricted ? undefined : result([found.card], options.desk.language);
}

/** `https://desk.example/cases/C-1042`, on the desk's own host only. */
export function caseIn(url: string, deskUrl: string | undefined): string | undefined {
  if (deskUrl === undefined || !url.startsWith(`${deskUrl}/cases/`)) return undefined;
  return /^[A-Z][A-Z0-9]{0,7}-\d{1,12}(?=$|[/?#])/.exec(url.slice(deskUrl.length + '/cases/'.length))?.[0];
}

const source = z.object({
  commandId: z.string().exactOptional(),
  messagePayload: z
    .object({
      id: z.string().max(200),
      subject: z.string().nullish(),
      createdDateTime: z.iso.datetime({ offset: true }).nullish().catch(undefined),
      body: z.object({ contentType: z.string(), content: z.string() }),
      attachments: z
        .array(
          z.object({ contentType: z.string().nullish(), name: z.string().nullish(), contentUrl: z.string().nullish() }),
        )
        .nullish(),
      from: z.object({ user: z.object({ id: z.string(), displayName: z.string().nullish() }).nullish() }).nullish(),
    })
    .exactOptional(),
});

/** “Create case” on a message: the case is opened, or asked for what is missing. */
export async function openAction(parts: ActivityParts, activity: Activity): Promise<DialogBody> {
  const { chat, inbox, options } = parts;
  const by = accountOf(activity, options);
  const phrases = phrasesFor(options.desk.language);
  if (by === undefined) return { task: { type: 'message', value: phrases.notYou } };
  const { messagePayload } = source.parse(activity.value);
  if (messagePayload === undefined) return toDialog(parts, await chat.command(by, 'new'));
  const { id, body, subject, createdDateTime } = messagePayload;
  const text = body.contentType === 'html' ? htmlText(body.content) : body.content;
  const { conversationId, rootId } = placeOf(activity);
  const requester = await authorOf(parts, activity, messagePayload.from?.user ?? undefined);
  const thread = await parts.threadBehind(conversationId, rootId ?? id);
  const answer = await inbox.once(activity, async () => {
    const { files, left } = await parts.files.refs([...filesIn(messagePayload), ...thread.files], 'at-once');
    return chat.createFrom(by, {
      externalId: `teams/${conversationId}/${id}`,
      subject: subject?.trim() || firstLine(text),
      text: [text, ...thread.said, ...left].filter(Boolean).join('\n\n'),
      requester,
      // It may have lain there overnight.
      ...(createdDateTime && { saidAt: toInstant(createdDateTime) }),
      attachments: files,
    });
  });
  return answer === undefined ? { task: { type: 'message', value: phrases.alreadyReceived } } : toDialog(parts, answer);
}

function filesIn({ attachments }: NonNullable<z.output<typeof source>['messagePayload']>): readonly FileRef[] {
  return (attachments ?? []).flatMap(({ contentType, name, contentUrl }): readonly FileRef[] =>
    contentType === 'reference' && contentUrl ? [{ kind: 'shared', name: name ?? 'file', address: contentUrl }] : [],
  );
}

export async function submitAction(parts: ActivityParts, activity: Activity): Promise<DialogBody> {
  return submitDialog(parts, activity);
}

/** By the directory's address; who has none is asked for in a form. */
async function authorOf(
  { conversations, options, addressOf }: ActivityParts,
  activity: Activity,
  user: { readonly id: string; readonly displayName?: string | null | undefined } | undefined,
): Promise<{ readonly address: string; readonly name?: string }> {
  const by = accountOf(activity, options);
  if (user === undefined || by === undefined) return { address: '' };
  const { conversationId } = placeOf(activity);
  const to = {
    conversationId,
    tenantId: splitAccount(by).tenantId || options.tenantId,
    serviceUrl: activity.serviceUrl,
  };
  // The app may not be in the chat whose message was chosen: then the form asks.
  const member = await conversations.member(to, user.id).catch(() => undefined);
  const name = member?.name ?? user.displayName ?? undefined;
  const address = member?.address ?? (await addressOf(user.id)) ?? '';
  return { address, ...(name !== undefined && { name }) };
}

export function firstLine(text: string): string {
  return plainText(text.split('\n').find((line) => line.trim() !== '') ?? '', 120).trim();
}

function toResult(answer: ChatAnswer, language: string): ExtensionBody {
  switch (answer.kind) {
    case 'list':
      return result(answer.cases, language);
    case 'card':
    case 'done':
      return result([answer.card], language);
    case 'unlinked': {
      const title = phrasesFor(language).linkAccount;
      return {
        composeExtension: {
          type: 'auth',
          suggestedActions: { actions: [{ type: 'openUrl', title, value: answer.url }] },
        },
      };
    }
    case 'refused':
    case 'words':
      return note(answer.said);
    case 'form':
      return note(answer.form.title);
    case 'invalid':
      return note(Object.values(answer.faults).join(' '));
    case 'help':
      return note(answer.title);
  }
}

function result(cards: readonly ChatCard[], language: string): ExtensionBody {
  const attachments = cards
    .filter((card) => !card.restricted)
    .slice(0, 15)
    .map(
      (card): Found => ({
        contentType: cardContentType,
        content: sharedCard(card, language),
        preview: {
          contentType: 'application/vnd.microsoft.card.thumbnail',
          // Thumbnail cards read HTML.
          content: {
            title: htmlSafe(`${card.number} ${card.subject}`),
            text: htmlSafe([card.state, card.risk.text].filter(Boolean).join(' · ')),
          },
        },
      }),
    );
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

function htmlSafe(text: string): string {
  return plainText(text, 200).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function note(text: string): ExtensionBody {
  return { composeExtension: { type: 'message', text } };
}
