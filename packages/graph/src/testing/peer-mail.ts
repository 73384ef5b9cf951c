import type { Temporal } from 'temporal-polyfill';

import { headerOf, recipientsOf, undeliverable } from './peer-ndr.ts';
import { type PeerAnswer, type PeerRequest, pageOf, type Route, refusal } from './route.ts';

export interface PeerMessage {
  readonly id: string;
  folder: string;
  readonly raw: Buffer;
  readonly internetMessageId: string;
  readonly subject: string;
  readonly from: string;
  receivedAt: Temporal.Instant;
  isRead: boolean;
  isDraft: boolean;
  /** Position in the order in which messages came into folders. */
  arrival: number;
  /** What was put beside its words. */
  readonly files: PeerMailFile[];
}

export interface PeerMailFile {
  readonly name: string;
  readonly contentType: string;
  readonly contentId?: string;
  readonly isInline: boolean;
  readonly content: Buffer;
}

/** Where Exchange takes large files, without a token. */
export const outlook = 'https://outlook.office.com';

export interface PeerMail {
  /** Puts a message into a folder, the inbox unless told otherwise, and returns its immutable id. */
  deliver(
    mailbox: string,
    raw: string | Uint8Array,
    options?: { folder?: string; receivedAt?: Temporal.Instant },
  ): string;
  messages(mailbox: string, folder?: string): readonly PeerMessage[];
  remove(mailbox: string, id: string): void;
  /** As a person does it in Outlook. */
  move(mailbox: string, id: string, folder: string): void;
  folderNames(mailbox: string): readonly string[];
  /** As Exchange does with RBAC for Applications: this mailbox, and nothing in the token says so. */
  assign(mailbox: string): void;
  isAssigned(mailbox: string): boolean;
  /** Whatever is sent to this address from now on comes back as Exchange reports it: `said` as in `550 5.1.1 User unknown`. */
  bounce(address: string, said: string): void;
  /** All cursors handed out so far answer 410. */
  expireCursors(): void;
  /** As some tenants do: the copy in Sent Items has an id of its own. */
  sentCopiesGetNewIds: boolean;
  /** A piece of a large file, at the address that a session named. */
  upload(address: URL, piece: Buffer, range: string): PeerAnswer | undefined;
  readonly routes: readonly Route[];
}

interface Box {
  readonly messages: PeerMessage[];
  readonly removed: { id: string; folder: string; at: number }[];
  readonly folders: Map<string, { name: string; parent: string | undefined }>;
}

const wellKnown = ['inbox', 'drafts', 'sentitems', 'archive', 'deleteditems'];

export function peerMail(
  graph: string,
  now: () => Temporal.Instant,
  onArrival: (mailbox: string, message: PeerMessage) => void,
): PeerMail {
  const boxes = new Map<string, Box>();
  const assigned = new Set<string>();
  const bouncing = new Map<string, string>();
  let serial = 0;
  let generation = 0;

  const boxOf = (mailbox: string): Box => {
    const box = boxes.get(mailbox.toLowerCase());
    if (box) return box;
    const made: Box = {
      messages: [],
      removed: [],
      folders: new Map(wellKnown.map((name) => [name, { name, parent: undefined }])),
    };
    boxes.set(mailbox.toLowerCase(), made);
    return made;
  };

  const add = (mailbox: string, raw: Buffer, folder: string, isDraft: boolean, receivedAt = now()): PeerMessage => {
    serial += 1;
    const message: PeerMessage = {
      id: `imm-${serial}`,
      folder,
      raw,
      internetMessageId: headerOf(raw, 'message-id') ?? `<peer-${serial}@mail.peer.example>`,
      subject: headerOf(raw, 'subject') ?? '',
      from: headerOf(raw, 'from')?.replace(/^.*<(.*)>.*$/, '$1') ?? '',
      receivedAt,
      isRead: false,
      isDraft,
      arrival: serial,
      files: [],
    };
    boxOf(mailbox).messages.push(message);
    onArrival(mailbox, message);
    return message;
  };

  const find = ({ params }: PeerRequest): PeerMessage | undefined =>
    boxOf(params.user ?? '').messages.find((message) => params.id === message.id || params.id === mutableId(message));

  const moveTo = (message: PeerMessage, folder: string) => {
    serial += 1;
    message.folder = folder;
    message.arrival = serial;
  };

  const reportUnreached = (mailbox: string, { raw: original }: PeerMessage) => {
    for (const recipient of recipientsOf(original)) {
      const said = bouncing.get(recipient);
      if (said === undefined) continue;
      const report = undeliverable(mailbox, { original, recipient, said, at: now(), serial: serial + 1 });
      add(mailbox, report, 'inbox', false);
    }
  };

  const delta = (request: PeerRequest): PeerAnswer => {
    const box = boxOf(request.params.user ?? '');
    const folder = request.params.folder ?? '';
    if (!box.folders.has(folder)) return refusal(404, 'ErrorItemNotFound', `no folder ${folder}`);
    const state = stateOf(request.query, generation);
    if (state === 'expired') return refusal(410, 'syncStateNotFound', 'The sync state generation is not found.');
    const size = Number(/odata\.maxpagesize=(\d+)/.exec(request.headers.get('prefer') ?? '')?.[1] ?? 10);
    const came = box.messages
      .filter((message) => message.folder === folder && message.arrival > state.after)
      .sort((one, other) => one.arrival - other.arrival);
    const page = came.slice(0, size);
    const after = came.length > size ? (page.at(-1)?.arrival ?? state.after) : serial;
    const gone = box.removed.filter((entry) => entry.folder === folder && entry.at > state.after && entry.at <= after);
    const token = encodeState({ generation, after });
    const link = `${graph}/v1.0/users/${encodeURIComponent(request.params.user ?? '')}/mailFolders/${folder}/messages/delta?`;
    return {
      status: 200,
      json: {
        value: [
          ...page.map((message) => view(message, request)),
          ...gone.map(({ id }) => ({ id, '@removed': { reason: 'deleted' } })),
        ],
        ...(came.length > size
          ? { '@odata.nextLink': `${link}$skiptoken=${token}` }
          : { '@odata.deltaLink': `${link}$deltatoken=${token}` }),
      },
    };
  };

  const read = ['Mail.Read', 'Mail.ReadWrite'];
  const write = ['Mail.ReadWrite'];
  const withMessage =
    (handle: (message: PeerMessage, request: PeerRequest) => PeerAnswer) => (request: PeerRequest) => {
      const message = find(request);
      return message ? handle(message, request) : refusal(404, 'ErrorItemNotFound', 'no such message');
    };

  const uploads = uploadSessions();
  const peer: PeerMail = {
    deliver: (mailbox, raw, { folder = 'inbox', receivedAt } = {}) =>
      add(mailbox, Buffer.from(raw), folder, false, receivedAt).id,
    messages: (mailbox, folder) =>
      boxOf(mailbox).messages.filter((message) => folder === undefined || message.folder === folder),
    remove(mailbox, id) {
      const box = boxOf(mailbox);
      const index = box.messages.findIndex((message) => message.id === id);
      const [gone] = index < 0 ? [] : box.messages.splice(index, 1);
      serial += 1;
      if (gone) box.removed.push({ id, folder: gone.folder, at: serial });
    },
    move(mailbox, id, folder) {
      const message = boxOf(mailbox).messages.find((one) => one.id === id);
      if (message) moveTo(message, folder);
    },
    folderNames: (mailbox) => [...boxOf(mailbox).folders.values()].map(({ name }) => name),
    assign: (mailbox) => assigned.add(mailbox.toLowerCase()),
    isAssigned: (mailbox) => assigned.has(mailbox.toLowerCase()),
    bounce: (address, said) => {
      bouncing.set(address.toLowerCase(), said);
    },
    expireCursors: () => {
      generation += 1;
    },
    sentCopiesGetNewIds: false,
    upload: uploads.take,
    routes: [
      ...attachmentRoutes(withMessage, uploads.open),
      { method: 'GET', pattern: '/users/:user/mailFolders/:folder/messages/delta', anyOf: read, handle: delta },
      {
        method: 'GET',
        pattern: '/users/:user/messages/:id/$value',
        anyOf: read,
        handle: withMessage(({ raw }) => ({ status: 200, bytes: raw, headers: { 'content-type': 'text/plain' } })),
      },
      {
        method: 'GET',
        pattern: '/users/:user/messages/:id',
        anyOf: read,
        handle: withMessage((message, request) => ({ status: 200, json: view(message, request) })),
      },
      {
        method: 'GET',
        pattern: '/users/:user/messages',
        anyOf: read,
        handle: (request: PeerRequest) => {
          const wanted = /internetMessageId eq '(.*)'/
            .exec(request.query.get('$filter') ?? '')?.[1]
            ?.replaceAll("''", "'");
          const found = boxOf(request.params.user ?? '').messages.filter((m) => m.internetMessageId === wanted);
          return {
            status: 200,
            json: pageOf(
              found.map((message) => view(message, request)),
              request,
              10,
              graph,
            ),
          };
        },
      },
      {
        method: 'PATCH',
        pattern: '/users/:user/messages/:id',
        anyOf: write,
        handle: withMessage((message, request) => {
          const change: unknown = JSON.parse(request.body);
          if (typeof change === 'object' && change && 'isRead' in change) message.isRead = change.isRead === true;
          return { status: 200, json: view(message, request) };
        }),
      },
      {
        method: 'POST',
        pattern: '/users/:user/messages/:id/move',
        anyOf: write,
        handle: withMessage((message, request) => {
          const { destinationId } = JSON.parse(request.body) as { destinationId: string };
          if (!boxOf(request.params.user ?? '').folders.has(destinationId)) {
            return refusal(404, 'ErrorItemNotFound', 'no such folder');
          }
          if (message.folder !== destinationId) moveTo(message, destinationId);
          return { status: 201, json: view(message, request) };
        }),
      },
      {
        method: 'POST',
        pattern: '/users/:user/messages',
        anyOf: write,
        handle: (request: PeerRequest) => {
          if (!request.headers.get('content-type')?.startsWith('text/plain')) {
            return refusal(400, 'ErrorInvalidRequest', 'this peer takes MIME as text/plain');
          }
          if (request.body.length > 4_194_304) return refusal(413, 'RequestEntityTooLarge', 'larger than 4 MB');
          const draft = add(request.params.user ?? '', Buffer.from(request.body, 'base64'), 'drafts', true);
          return { status: 201, json: view(draft, request) };
        },
      },
      {
        method: 'POST',
        pattern: '/users/:user/messages/:id/send',
        anyOf: ['Mail.Send'],
        handle: withMessage((message, request) => {
          if (!message.isDraft) return refusal(400, 'ErrorInvalidOperation', 'this is no draft');
          message.isDraft = false;
          moveTo(message, 'sentitems');
          if (peer.sentCopiesGetNewIds) {
            const { messages } = boxOf(request.params.user ?? '');
            messages.splice(messages.indexOf(message), 1, { ...message, id: `${message.id}-sent` });
          }
          reportUnreached(request.params.user ?? '', message);
          return { status: 202 };
        }),
      },
      ...folderRoutes(boxOf, graph),
    ].map((route: Route): Route => ({ ...route, allows: ({ params }) => peer.isAssigned(params.user ?? '') })),
  };
  return peer;
}

type WithMessage = (
  handle: (message: PeerMessage, request: PeerRequest) => PeerAnswer,
) => (request: PeerRequest) => PeerAnswer;

function attachmentRoutes(withMessage: WithMessage, openSession: ReturnType<typeof uploadSessions>['open']): Route[] {
  const anyOf = ['Mail.ReadWrite'];
  const base = '/users/:user/messages/:id/attachments';
  return [
    {
      method: 'POST',
      pattern: base,
      anyOf,
      handle: withMessage((message, { body }) => {
        if (body.length > 4_194_304) return refusal(413, 'RequestEntityTooLarge', 'larger than 4 MB');
        const {
          contentBytes,
          '@odata.type': _,
          ...file
        } = JSON.parse(body) as PeerMailFile & {
          contentBytes: string;
          '@odata.type': string;
        };
        message.files.push({ ...file, content: Buffer.from(contentBytes, 'base64') });
        return { status: 201, json: {} };
      }),
    },
    {
      method: 'POST',
      pattern: `${base}/createUploadSession`,
      anyOf,
      handle: withMessage((message, { body }) => {
        const { AttachmentItem: item } = JSON.parse(body) as { AttachmentItem: PeerMailFile & { size: number } };
        if (item.size < 3_000_000) return refusal(400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize', 'small');
        return { status: 201, json: { uploadUrl: openSession(message, item), nextExpectedRanges: ['0'] } };
      }),
    },
  ];
}

/** Large files on their way, each into a message. */
function uploadSessions() {
  interface Session {
    readonly message: PeerMessage;
    readonly item: PeerMailFile & { readonly size: number; readonly attachmentType?: string };
    taken: Buffer;
  }
  const sessions: Session[] = [];
  return {
    open(message: PeerMessage, item: Session['item']): string {
      sessions.push({ message, item, taken: Buffer.alloc(0) });
      return `${outlook}/upload/${sessions.length - 1}?authtoken=x`;
    },
    take(address: URL, piece: Buffer, range: string): PeerAnswer | undefined {
      const session = sessions[Number(address.pathname.replace('/upload/', ''))];
      if (session === undefined) return undefined;
      const { size, attachmentType: _, ...file } = session.item;
      if (!range.startsWith(`bytes ${session.taken.length}-`) || piece.length >= 4 * 1024 * 1024) {
        return refusal(416, 'ErrorInvalidRange', `expected from ${session.taken.length}, below 4 MB`);
      }
      session.taken = Buffer.concat([session.taken, piece]);
      if (session.taken.length < size)
        return { status: 200, json: { nextExpectedRanges: [`${session.taken.length}`] } };
      session.message.files.push({ ...file, content: session.taken });
      return { status: 201 };
    },
  };
}

function folderRoutes(boxOf: (mailbox: string) => Box, graph: string): Route[] {
  const list = (request: PeerRequest): PeerAnswer => {
    const wanted = /displayName eq '(.*)'/.exec(request.query.get('$filter') ?? '')?.[1]?.replaceAll("''", "'");
    const found = [...boxOf(request.params.user ?? '').folders]
      .filter(([, { name, parent }]) => parent === request.params.parent && (wanted === undefined || name === wanted))
      .map(([id, { name }]) => ({ id, displayName: name }));
    return { status: 200, json: pageOf(found, request, 10, graph) };
  };
  const make = (request: PeerRequest): PeerAnswer => {
    const { folders } = boxOf(request.params.user ?? '');
    const { displayName } = JSON.parse(request.body) as { displayName: string };
    const { parent } = request.params;
    if ([...folders.values()].some((folder) => folder.name === displayName && folder.parent === parent)) {
      return refusal(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
    }
    const id = `folder-${folders.size + 1}`;
    folders.set(id, { name: displayName, parent });
    return { status: 201, json: { id, displayName } };
  };
  const top = '/users/:user/mailFolders';
  const below = '/users/:user/mailFolders/:parent/childFolders';
  return [
    { method: 'GET', pattern: top, anyOf: ['Mail.Read', 'Mail.ReadWrite'], handle: list },
    { method: 'GET', pattern: below, anyOf: ['Mail.Read', 'Mail.ReadWrite'], handle: list },
    { method: 'POST', pattern: top, anyOf: ['Mail.ReadWrite'], handle: make },
    { method: 'POST', pattern: below, anyOf: ['Mail.ReadWrite'], handle: make },
  ];
}

/** Without the preference ids name the folder too, and break when the message is moved. */
export function mutableId(message: PeerMessage): string {
  return `mutable-${message.folder}-${message.id}`;
}

function view(message: PeerMessage, { headers }: PeerRequest) {
  const immutable = headers.get('prefer')?.includes('IdType="ImmutableId"');
  return {
    id: immutable ? message.id : mutableId(message),
    internetMessageId: message.internetMessageId,
    receivedDateTime: message.receivedAt.toString(),
    subject: message.subject,
    from: message.from ? { emailAddress: { address: message.from } } : null,
    isRead: message.isRead,
    isDraft: message.isDraft,
    hasAttachments: false,
  };
}

interface State {
  readonly generation: number;
  readonly after: number;
}

function stateOf(query: URLSearchParams, generation: number): State | 'expired' {
  const token = query.get('$deltatoken') ?? query.get('$skiptoken');
  if (token === null) return { generation, after: 0 };
  const kept = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as State;
  return kept.generation === generation ? kept : 'expired';
}

function encodeState(state: State): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}
