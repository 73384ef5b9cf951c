import { Readable } from 'node:stream';

import type { CaseStore, OutboxItem } from '@sla/case-store';
import { type Deliverer, type Delivery, type DeskReads, deskAt, type MailPayload, readerOf } from '@sla/desk';
import { type ComposedMail, type ComposeOptions, composeLetter, composeNotice } from './compose-email.ts';
import type { EmailOptions } from './config.ts';
import { automaticCap, countAutomatic } from './sending/automatic-cap.ts';
import type { MailTransport } from './sending/mail-transport.ts';
import { isQuiet } from './sending/quiet.ts';

export type DeliverPorts = Pick<
  CaseStore,
  | 'findMessage'
  | 'findCase'
  | 'listMessages'
  | 'findContact'
  | 'listOrganisations'
  | 'blobs'
  | 'channelState'
  | 'now'
  | 'transaction'
>;

export interface DeliverOptions extends ComposeOptions {
  readonly desk: EmailOptions['desk'];
  readonly policies: DeskReads['policies'];
}

/** Carries out the mail part of the outbox. */
export function createDeliverer(ports: DeliverPorts, transport: MailTransport, options: DeliverOptions): Deliverer {
  return {
    destination: 'email',
    deliver: async (item, signal) => {
      const composed = await compose(item, ports, options);
      if ('kind' in composed) return composed;
      const delivery = await transport.send(composed.mail, signal);
      if (composed.automaticTo !== undefined && delivery.kind === 'delivered') {
        // It is out: better one too few is counted than the mail sent again.
        await countAutomatic(ports, composed.automaticTo).catch(() => undefined);
      }
      return delivery;
    },
  };
}

interface ToSend {
  readonly mail: ComposedMail;
  /** Who gets a mail that no person wrote. */
  readonly automaticTo?: string;
}

async function compose(item: OutboxItem, ports: DeliverPorts, options: DeliverOptions): Promise<ToSend | Delivery> {
  const payload = item.payload as MailPayload;
  switch (payload.kind) {
    case 'notice':
      if (payload.to.length === 0) return refused('nobody is named to send it to');
      return {
        mail: composeNotice(payload, { id: item.id, at: new Date(item.createdAt.epochMilliseconds) }, options),
      };
    case 'message':
      return composeMessage(payload, ports, options);
    default:
      return refused(`the outbox holds something that is no mail: ${JSON.stringify(payload).slice(0, 200)}`);
  }
}

async function composeMessage(
  payload: Extract<MailPayload, { kind: 'message' }>,
  ports: DeliverPorts,
  options: DeliverOptions,
): Promise<ToSend | Delivery> {
  const message = await ports.findMessage(payload.message);
  if (message === undefined) return refused('the message has been erased');
  const found = await ports.findCase(message.caseId);
  if (found === undefined) return refused('the case of this message is gone');
  const [recipient] = message.to;
  if (recipient === undefined) return refused('the requester has no address');
  const silence = message.automatic ? await whySilent(ports, recipient) : undefined;
  if (silence !== undefined) return { kind: 'held-back', reason: silence };
  const { record } = found;
  const messages = await ports.listMessages(record.id);
  const answered = messages.findLast(
    ({ id, direction, automatic }) => direction === 'in' && !automatic && id !== message.id,
  );
  const requester = await ports.findContact({ id: record.requester });
  const organisation = (await ports.listOrganisations()).find(({ id }) => id === record.organisation);
  const policy = options.policies().find(({ id }) => id === record.policy);
  const mail = composeLetter(
    {
      message,
      purpose: payload.purpose,
      record,
      ...(answered !== undefined && { answered }),
      reader: readerOf(requester, organisation, policy, deskAt(options.desk, record.mailbox)),
      openFile: ({ blob }) => Readable.from(ports.blobs.read(blob.hash)),
    },
    options,
  );
  return { mail, ...(message.automatic && { automaticTo: recipient }) };
}

/** What forbids a mail that no person wrote. */
async function whySilent(ports: DeliverPorts, address: string): Promise<string | undefined> {
  return (await isQuiet(ports, address)) ? 'the recipient asked for no automatic mail' : automaticCap(ports, address);
}

function refused(error: string): Delivery {
  return { kind: 'refused', error };
}
