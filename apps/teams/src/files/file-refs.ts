import { hostedIn, type MessageRef } from '@sla/graph';
import { z } from 'zod';

import { type Activity, placeOf } from '../activities/activity.ts';

/** Where a file of a message is; messages of Teams hold no files themselves. */
export type FileRef =
  /** In SharePoint or OneDrive, to be asked for through Graph. */
  | { readonly kind: 'shared'; readonly name: string; readonly address: string }
  /** By an address of SharePoint's that opens it by itself: what somebody sends to the app in a personal chat. */
  | { readonly kind: 'direct'; readonly name: string; readonly address: string }
  /** A picture that the connector of Teams hands out. */
  | { readonly kind: 'picture'; readonly name: string; readonly type: string; readonly address: string }
  /** A picture inside a message of a channel. */
  | { readonly kind: 'hosted'; readonly name: string; readonly id: string; readonly message: MessageRef };

const downloadInfo = 'application/vnd.microsoft.teams.file.download.info';
const download = z.object({ downloadUrl: z.string().max(4_000), fileType: z.string().max(50).exactOptional() });

/** The files that an activity says where to find. */
export function refsOf({ attachments = [] }: Activity): readonly FileRef[] {
  return attachments.flatMap(({ contentType = '', name, contentUrl, content }): readonly FileRef[] => {
    const address = contentUrl ?? '';
    if (contentType === 'reference' && address !== '')
      return [{ kind: 'shared', name: name ?? nameIn(address), address }];
    if (contentType.startsWith('image/') && address !== '')
      return [
        { kind: 'picture', name: name ?? `image.${contentType.slice('image/'.length)}`, type: contentType, address },
      ];
    const told = contentType === downloadInfo ? download.safeParse(content).data : undefined;
    return told ? [{ kind: 'direct', name: name ?? `file.${told.fileType ?? 'bin'}`, address: told.downloadUrl }] : [];
  });
}

/** Pictures inside the words of a message. */
export function hostedRefs(html: string, message: MessageRef | undefined): readonly FileRef[] {
  if (message === undefined) return [];
  return hostedIn(html).map((id, index) => ({ kind: 'hosted', name: `image-${index + 1}`, id, message }));
}

/** In channels the connector leaves files out, and only its HTML shows that there are some. */
export function hidesFiles(activity: Activity): boolean {
  if (placeOf(activity).kind !== 'channel' || refsOf(activity).length > 0) return false;
  return (activity.attachments ?? []).some(
    ({ contentType, content }) =>
      contentType === 'text/html' &&
      typeof content === 'string' &&
      /<attachment\b|<img\b[^>]*\/hostedContents\//i.test(content),
  );
}

/** The message of a channel as Graph knows it; undefined where its team is not known. */
export function messageRefOf(activity: Activity, teamId: string | undefined): MessageRef | undefined {
  const { kind, conversationId, rootId } = placeOf(activity);
  const { id } = activity;
  const team = teamId ?? activity.channelData?.team?.aadGroupId;
  if (kind !== 'channel' || team === undefined || rootId === undefined || id === undefined) return undefined;
  return { teamId: team, channelId: conversationId, threadId: rootId, id };
}

/** Opens the message in Teams. */
export function linkTo(activity: Activity): string | undefined {
  const { kind, conversationId, rootId } = placeOf(activity);
  if (kind !== 'channel' || activity.id === undefined) return undefined;
  const parent = rootId === undefined || rootId === activity.id ? '' : `?parentMessageId=${encodeURIComponent(rootId)}`;
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(conversationId)}/${encodeURIComponent(activity.id)}${parent}`;
}

function nameIn(address: string): string {
  if (!URL.canParse(address)) return 'file';
  return decodeURIComponent(new URL(address).pathname.split('/').at(-1) || 'file');
}
