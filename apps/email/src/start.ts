import type { CaseStore } from '@sla/case-store';
import type { Deliverer, Desk } from '@sla/desk';
import { tokenPorts } from './access-token.ts';
import { catcherTransport } from './catcher/catcher-transport.ts';
import { openMailFolder } from './catcher/mail-folder.ts';
import { mailHandler } from './catcher/mail-handler.ts';
import type { EmailOptions } from './config.ts';
import { createDeliverer, type DeliverOptions, type DeliverPorts } from './deliver.ts';
import { startGraphMailbox } from './intake/graph-mailbox.ts';
import type { Mailbox, MailboxStatus } from './intake/keep-watching.ts';
import { type SmtpIntake, startSmtpIntake } from './intake/smtp-intake.ts';
import { type Log, silent } from './log.ts';
import { type MailHealth, mailHealth } from './mail-health.ts';
import { startMailbox } from './mailbox.ts';
import { openQuarantine, type Quarantine } from './quarantine/open-quarantine.ts';
import { watchHandler } from './quarantine/watch-handler.ts';
import { replySecret } from './reply-secret.ts';
import { countHeldBack } from './sending/held-back.ts';
import { publicHandler } from './sending/public-handler.ts';
import { quietHandler } from './sending/quiet.ts';
import { openRelay } from './sending/relay.ts';
import { deskWritesFrom, waysOut } from './sending/ways-out.ts';
import { startInboxWorker } from './settling/inbox-worker.ts';
import { createIngest, type Ingest, type IngestPorts } from './settling/ingest.ts';

/** The parts of the store that the mail channel needs. */
export type EmailPorts = IngestPorts & DeliverPorts & Pick<CaseStore, 'subscribe' | 'listOutbox'>;

export interface EmailChannel {
  /**
   * The mail catcher's API and the quarantine's under `/mail/api`; whoever mounts it sees to session and CSRF, and names the
   * person who is signed in, whose decisions go on record.
   */
  readonly fetch: (request: Request, person?: string) => Promise<Response>;
  /** For everybody, without a session: `/mail/quiet/…`, where automatic mail is turned off, `/mail/health` and `/mail/metrics`. */
  readonly publicFetch: (request: Request) => Promise<Response>;
  /** Where the SMTP listener is; absent when it is turned off. */
  readonly intakeAddress?: { readonly host: string; readonly port: number };
  /** Sends the mail part of the outbox. */
  readonly deliverer: Deliverer;
  status(): EmailStatus;
  /** How each mailbox, the inbox and the way out are doing. */
  health(): Promise<MailHealth>;
  /** What waits for an agent to decide. */
  readonly quarantine: Quarantine;
  /** Settles when no mail waits that could be settled now. */
  idle(): Promise<void>;
  /** Takes no more mail in, finishes what is under way, and ends. */
  stop(): Promise<void>;
}

export interface EmailStatus {
  readonly smtp?: { readonly host: string; readonly port: number };
  /** Where outgoing mail goes, in words. */
  readonly sendsTo: string;
  readonly mailboxes: readonly MailboxStatus[];
}

/** Starts the mail channel: takes mail in by SMTP and IMAP, makes cases of it, and sends what the desk has to say. */
export async function start(
  desk: Pick<Desk, 'receive' | 'receiveTogether' | 'note' | 'deliveryFailed' | 'read'>,
  ports: EmailPorts,
  options: EmailOptions,
  log: Log = silent,
): Promise<EmailChannel> {
  const secret = await replySecret(ports);
  const now = async () => new Date((await ports.now()).epochMilliseconds);
  const folder = openMailFolder(options.mailFolder);
  const house = options.relay ? await openRelay(options.relay, tokenPorts(ports)) : catcherTransport(folder, now);
  const transport = waysOut(options, ports, house);
  const heldBack = countHeldBack();
  const ingest = createIngest(heldBack.receiving(desk), ports, { ...options, secret });
  const worker = startInboxWorker(ingest, ports, log);
  const unsubscribe = ports.subscribe(({ kind }) => kind === 'inbox' && worker.wake());
  let smtp: SmtpIntake | undefined;
  try {
    if (options.smtp) smtp = await startSmtpIntake(options.smtp, options.inboxes, ingest, worker.wake, log);
  } catch (error) {
    unsubscribe();
    await Promise.all([worker.stop(), transport.close()]);
    throw error;
  }
  const mailboxes = startMailboxes(options, ingest, ports, worker.wake, log);
  const intake = smtp && { intake: smtp.address };
  const catcher = mailHandler({ folder, deskAddress: options.desk.address, now, ...intake });
  const quarantine = openQuarantine(desk, ports, worker.wake);
  const status = (): EmailStatus => ({
    ...(smtp && { smtp: smtp.address }),
    sendsTo: transport.name,
    mailboxes: mailboxes.map((mailbox) => mailbox.status()),
  });
  const health = () => mailHealth(ports, { ...status(), heldBack: heldBack.total() });
  return {
    fetch: watchHandler({ quarantine, health }, catcher),
    publicFetch: publicHandler(quietHandler(ports, secret, now), health),
    quarantine,
    ...(smtp && { intakeAddress: smtp.address }),
    deliverer: heldBack.sending(
      createDeliverer(ports, transport, { ...writingOf(options), secret, policies: desk.read.policies }),
    ),
    status,
    health,
    idle: () => worker.idle(),
    stop: async () => {
      unsubscribe();
      await Promise.all([smtp?.stop(), ...mailboxes.map((mailbox) => mailbox.stop())]);
      await worker.stop();
      await transport.close();
    },
  };
}

function startMailboxes(
  { imap, graph = [] }: EmailOptions,
  ingest: Ingest,
  ports: EmailPorts,
  onMail: () => void,
  log: Log,
): readonly Mailbox[] {
  return [
    ...imap.map((one) => startMailbox(one, ingest, ports, onMail, log)),
    ...graph.map((one) => startGraphMailbox(one, ingest, ports, onMail, log)),
  ];
}

function writingOf(options: EmailOptions): Pick<DeliverOptions, 'desk' | 'signatures'> {
  const { desk, signatures } = options;
  return { desk: { ...desk, address: deskWritesFrom(options) }, ...(signatures && { signatures }) };
}
