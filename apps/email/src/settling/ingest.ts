import type { CaseStore, InboxItem } from '@sla/case-store';
import type { Desk } from '@sla/desk';
import type { EmailOptions } from '../config.ts';
import type { FindCasePorts } from '../find-case.ts';
import { type Accept, createAccept } from '../intake/accept-mail.ts';
import { blobsWith, createRecentRaws } from '../intake/recent-raws.ts';
import { holdFiles } from './held-files.ts';
import { judge, type Marks, readAndClassify, threadsOf } from './judge-mail.ts';
import type { Prepared } from './prepared.ts';
import { type Settled, settleAlone } from './settle-alone.ts';
import { settleTogether } from './settle-together.ts';

export type IngestPorts = Pick<
  CaseStore,
  'transaction' | 'acceptRaw' | 'blobs' | 'channelState' | 'now' | 'listInbox' | 'listAgents'
> &
  FindCasePorts;

export interface Ingest {
  /** Keeps a raw mail and its row in the inbox; both are on disk when this returns. Nothing is made of it yet. */
  readonly accept: Accept;
  /** Makes of a kept mail what it is: a case, a message of one, or a note of why neither. */
  settle(item: InboxItem): Promise<Settled>;
  /** The first half of `settle`: reads it, and changes nothing. */
  prepare(item: InboxItem): Promise<Prepared>;
  /**
   * Settles several in one transaction, in the order given: all, or where anything fails, none. Undefined for a mail that must be
   * settled by itself, and for those behind it that belong to one thread with it.
   */
  settleTogether(mails: readonly Prepared[]): Promise<readonly (Settled | undefined)[]>;
}

/** The one path of all mail, whichever way it came: raw bytes first, then what they mean. */
export function createIngest(
  desk: Pick<Desk, 'receive' | 'receiveTogether' | 'note' | 'deliveryFailed'>,
  ports: IngestPorts,
  options: Pick<EmailOptions, 'desk' | 'inboxes' | 'authentication'> & { readonly secret: string },
): Ingest {
  const { inboxes } = options;
  const marks: Marks = {
    addresses: inboxes.map(({ address }) => address),
    casePrefix: options.desk.casePrefix,
    authentication: options.authentication,
    secret: options.secret,
  };
  const recent = createRecentRaws();
  const blobs = blobsWith(recent, ports.blobs);
  const prepare = async (item: InboxItem): Promise<Prepared> => {
    const held = holdFiles(ports.blobs);
    const files = { put: held.keep, read: blobs.read };
    const asked = await readAndClassify(item, { blobs: files }, marks);
    return {
      item,
      asked,
      writeFiles: held.write,
      threads: threadsOf(asked),
      settle: async () => {
        await held.write();
        return settleAlone(item, await judge(asked, ports, marks), { desk, ports, inboxes });
      },
    };
  };
  return {
    accept: createAccept(ports, recent),
    prepare,
    settle: async (item) => (await prepare(item)).settle(),
    settleTogether: (mails) => settleTogether(mails, { desk, marks, inboxes }),
  };
}
