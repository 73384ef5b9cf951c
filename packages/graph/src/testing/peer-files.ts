import { randomUUID } from 'node:crypto';

import type { PeerTeams } from './peer-teams.ts';
import { type PeerAnswer, type Route, refusal } from './route.ts';

/** SharePoint and OneDrive, as messages of Teams refer to them. */
export interface PeerFiles {
  /** Gives the address that a message refers to. */
  add(name: string, content: string | Uint8Array, type?: string): string;
  /** An address that opens the file by itself. */
  direct(address: string): string;
  /** A picture inside a message. */
  host(messageId: string, content: Uint8Array, type?: string): string;
  /** What was put into folders of channels, by path. */
  readonly uploads: ReadonlyMap<string, Buffer>;
  /** From now on addresses lead here before they lead to the file. */
  redirect?: string | undefined;
  readonly routes: readonly Route[];
  /** What SharePoint itself answers; undefined where it knows nothing. */
  answer(method: string, address: URL, body: Buffer, range: string): PeerAnswer | undefined;
}

interface Kept {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

export const sharePoint = 'https://acme.sharepoint.com';
const readers = ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'];
const writers = ['Files.ReadWrite.All', 'Sites.ReadWrite.All'];

export function peerFiles(teams: () => PeerTeams): PeerFiles {
  const files = new Map<string, Kept>();
  const hosted = new Map<string, Kept>();
  const uploads = new Map<string, Buffer>();
  const sessions = new Map<string, { readonly path: string; readonly parts: Buffer[] }>();

  const shared = ({ params }: { readonly params: Readonly<Record<string, string>> }): PeerAnswer => {
    const address = Buffer.from((params.share ?? '').replace(/^u!/, ''), 'base64url').toString('utf8');
    const file = files.get(address);
    if (!file) return refusal(404, 'itemNotFound', 'The resource could not be found.');
    const { name, type, content } = file;
    const direct = peer.direct(address);
    return {
      status: 200,
      json: { name, size: content.length, file: { mimeType: type }, '@microsoft.graph.downloadUrl': direct },
    };
  };
  const inMessage: Route['handle'] = ({ params, roles }) => {
    if (!teams().mayRead(params.team ?? '', roles)) return refusal(403, 'Forbidden', 'Missing role permissions.');
    const file = hosted.get(`${params.reply ?? params.id}/${params.hosted}`);
    return file
      ? { status: 200, bytes: file.content, headers: { 'content-type': file.type } }
      : refusal(404, 'NotFound', 'no such content');
  };
  const base = '/teams/:team/channels/:channel';
  const peer: PeerFiles = {
    add: (name, content, type = 'application/octet-stream') => {
      const address = `${sharePoint}/sites/team/Shared Documents/${name}`.replace(/ /g, '%20');
      files.set(address, { name, type, content: Buffer.from(content) });
      return address;
    },
    direct: (address) =>
      `${sharePoint}/download/${encodeURIComponent(files.get(address)?.name ?? '')}?of=${encodeURIComponent(address)}`,
    host: (messageId, content, type = 'image/png') => {
      const id = Buffer.from(`id=,type=1,n=${hosted.size}`).toString('base64url');
      hosted.set(`${messageId}/${id}`, { name: '', type, content: Buffer.from(content) });
      return id;
    },
    uploads,
    routes: [
      { method: 'GET', pattern: '/shares/:share/driveItem', anyOf: readers, handle: shared },
      { method: 'GET', pattern: `${base}/messages/:id/hostedContents/:hosted/$value`, handle: inMessage },
      {
        method: 'GET',
        pattern: `${base}/messages/:id/replies/:reply/hostedContents/:hosted/$value`,
        handle: inMessage,
      },
      {
        method: 'GET',
        pattern: `${base}/filesFolder`,
        anyOf: writers,
        handle: () => ({
          status: 200,
          json: { id: 'folder-1', name: 'General', parentReference: { driveId: 'drive-1' } },
        }),
      },
      {
        method: 'POST',
        pattern: '/drives/:drive/items/:rest+',
        anyOf: writers,
        handle: ({ params }) => {
          const [, path] = /^[^:]*:\/(.+):\/createUploadSession$/.exec(params.rest ?? '') ?? [];
          if (path === undefined) return refusal(400, 'invalidRequest', `no path in ${params.rest}`);
          const id = randomUUID();
          sessions.set(id, { path, parts: [] });
          return {
            status: 200,
            json: { uploadUrl: `${sharePoint}/upload/${id}`, expirationDateTime: '2099-01-01T00:00:00Z' },
          };
        },
      },
    ],
    answer(method, address, body, range) {
      if (method === 'GET' && address.pathname.startsWith('/download/')) {
        const { redirect } = peer;
        if (redirect !== undefined) return { status: 302, headers: { location: redirect } };
        const file = files.get(address.searchParams.get('of') ?? '');
        return file
          ? { status: 200, bytes: file.content, headers: { 'content-type': file.type } }
          : refusal(404, 'itemNotFound', 'gone');
      }
      const session = sessions.get(address.pathname.replace('/upload/', ''));
      return method === 'PUT' && session ? take(session, body, range) : undefined;
    },
  };
  const take = (
    session: { readonly path: string; readonly parts: Buffer[] },
    body: Buffer,
    range: string,
  ): PeerAnswer => {
    const [, from = '', , size = ''] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
    const kept = Buffer.concat(session.parts);
    if (Number(from) !== kept.length) return refusal(416, 'invalidRange', `expected from ${kept.length}`);
    session.parts.push(body);
    const whole = Buffer.concat(session.parts);
    if (whole.length < Number(size)) return { status: 202, json: { nextExpectedRanges: [`${whole.length}-`] } };
    uploads.set(session.path, whole);
    return {
      status: 201,
      json: {
        name: session.path.split('/').at(-1),
        webUrl: `${sharePoint}/sites/team/${session.path.split('/').map(encodeURIComponent).join('/')}`,
      },
    };
  };
  return peer;
}
