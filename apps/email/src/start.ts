import type { CaseStore } from '@sla/case-store';
import type { Deliverer, Desk } from '@sla/desk';
import { tokenPorts } from './access-token.ts';
import { catcherTransport } from './catcher/catcher-transport.ts';
import { openMailFolder } from './catcher/mail-folder.ts';
import { mailHandler } from './catcher/mail-handler.ts';
import type { EmailOptions } from './config.ts';
import { createDeliverer, type DeliverOptions, type DeliverPorts } from './deliver.ts';
import { startGraphMailbox } from './graph-mailbox.ts';
import { countHeldBack } from './held-back.ts';
import { type HeldMail, listHeld, rawOfHeld, type ShownMail, showHeld } from './held-mail.ts';
import { startInboxWorker } from './inbox-worker.ts';
import { createIngest, type Ingest, type IngestPorts } from './ingest.ts';
import type { Mailbox, MailboxStatus } from './keep-watching.ts';
import { type Log, silent } from './log.ts';
import { type MailHealth, mailHealth } from './mail-health.ts';
import { startMailbox } from './mailbox.ts';
import { publicHandler } from './public-handler.ts';
import { type PastRuling, pastRulings, type Ruled, rule, type Verdict } from './quarantine.ts';
import { quietHandler } from './quiet.ts';
import { openRelay } from './relay.ts';
import { replySecret } from './reply-secret.ts';
import { type SmtpIntake, startSmtpIntake } from './smtp-intake.ts';
import { watchHandler } from './watch-handler.ts';
import { deskWritesFrom, waysOut } from './ways-out.ts';

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
  readonly quarantine: {
    list(limit?: number): Promise<readonly HeldMail[]>;
    /** One with its words; undefined where it is not held, or not any more. */
    show(id: string): Promise<ShownMail | undefined>;
    /** Its bytes. */
    raw(id: string): Promise<AsyncIterable<Uint8Array> | undefined>;
    /** `by` goes on record: a name, or `agent:ann`. */
    rule(id: string, verdict: Verdict, by: string): Promise<Ruled>;
    /** Who decided what within half a year, newest first. */
    rulings(limit?: number): Promise<readonly PastRuling[]>;
  };
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

function openQuarantine(desk: Pick<Desk, 'note'>, ports: EmailPorts, onMail: () => void): EmailChannel['quarantine'] {
  return {
    list: (limit = 200) => listHeld(ports, limit),
    show: (id) => showHeld(ports, id),
    raw: (id) => rawOfHeld(ports, id),
    rulings: (limit = 200) => pastRulings(ports, limit),
    rule: async (id, verdict, by) => {
      const ruled = await rule(desk, ports, id, verdict, await nameOf(by, ports));
      onMail();
      return ruled;
    },
  };
}

/** The name of an agent, where it is one. */
async function nameOf(by: string, ports: Pick<EmailPorts, 'listAgents'>): Promise<string> {
  return (await ports.listAgents()).find(({ id }) => by === `agent:${id}`)?.name ?? by;
}
