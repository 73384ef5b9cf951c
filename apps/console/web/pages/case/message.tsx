import type { MessageJson } from '../../../src/api/contract.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Icon } from '../../components/icon.tsx';
import { Instant } from '../../components/instant.tsx';
import { Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { MessageBody } from './message-body.tsx';

type MessageWords = ReturnType<typeof useWords>['case']['message'];

interface MessageProps {
  readonly message: MessageJson;
  readonly busy: boolean;
  /** Moves it to a case of its own. */
  readonly onMove: (message: MessageJson) => void;
}

/** What somebody wrote. A machine's mail takes one line until it is opened. */
export function Message({ message, busy, onMove }: MessageProps) {
  const words = useWords().case.message;
  if (message.automatic) return <AutomaticMessage message={message} />;
  return (
    <article className="message" data-direction={message.direction}>
      <header className="message-head">
        <Avatar name={message.author.name} />
        <b>{message.author.name}</b>
        <MessageRoute message={message} />
        <span className="message-when">
          <Delivery delivery={message.delivery} />
          <Instant at={message.at} />
        </span>
      </header>
      <MessageBody message={message} />
      <HeldBack message={message} />
      <Attachments message={message} />
      <Evidence message={message} />
      {message.movable && (
        <button type="button" className="fact-button" disabled={busy} onClick={() => onMove(message)}>
          {words.move}
        </button>
      )}
    </article>
  );
}

function AutomaticMessage({ message }: { readonly message: MessageJson }) {
  const words = useWords().case.message;
  return (
    <details className="automatic">
      <summary>
        <Icon name="chevron" />
        <span>
          {automaticLabel(message, words)}
          {message.subject && <>: {message.subject}</>}
          <HeldBack message={message} />
        </span>
        <span className="message-when">
          <Delivery delivery={message.delivery} />
          <Instant at={message.at} />
        </span>
      </summary>
      <article className="message" data-direction={message.direction}>
        <p className="message-route">{message.to.length > 0 && words.to(message.to.join(', '))}</p>
        <MessageBody message={message} />
        <Attachments message={message} />
        <Evidence message={message} />
      </article>
    </details>
  );
}

function automaticLabel({ direction, delivery, author }: MessageJson, words: MessageWords): string {
  if (direction !== 'out') return words.automaticFrom(author.name);
  return delivery === 'held-back' ? words.heldBack : words.sentBySystem;
}

/** What was not sent is never shown as if it had been: it says why, without being opened. */
function HeldBack({ message: { direction, delivery, heldBack } }: { readonly message: MessageJson }) {
  const words = useWords().case.message;
  if (heldBack === undefined) return undefined;
  const isLetter = direction === 'out' && delivery === 'held-back';
  return (
    <small className="held-back">{isLetter ? words.whyHeldBack(heldBack) : words.receiptHeldBack(heldBack)}</small>
  );
}

function MessageRoute({ message }: { readonly message: MessageJson }) {
  const words = useWords().case.message;
  switch (message.direction) {
    case 'in':
      return (
        <span className="message-route">
          {message.author.address}
          {message.fromMerged && <> · {words.fromMerged}</>}
        </span>
      );
    case 'out':
      return <span className="message-route">{words.to(message.to.join(', '))}</span>;
    case 'note':
      return (
        <span className="message-route inside">
          <Icon name="lock" /> {words.note}
        </span>
      );
  }
}

function Delivery({ delivery }: { readonly delivery: MessageJson['delivery'] }) {
  const words = useWords();
  if (delivery === 'waiting') return <span className="delivery">{words.frame.sending}</span>;
  if (delivery !== 'failed') return undefined;
  return (
    <Link href="/health" className="delivery failed">
      {words.case.message.notDelivered}
    </Link>
  );
}

function Attachments({ message }: { readonly message: MessageJson }) {
  const words = useWords().case.message;
  const shown = message.attachments.filter((attachment) => !attachment.inline);
  if (shown.length === 0) return undefined;
  return (
    <ul className="attachments" aria-label={words.attachments}>
      {shown.map((attachment) => (
        <li key={attachment.id}>
          <a href={attachment.url} download={attachment.name}>
            <Icon name="clip" />
            <span className="attachment-name">{attachment.name}</span>
            <small>{formatSize(attachment.size)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ message }: { readonly message: MessageJson }) {
  const { evidence, rawUrl, direction } = message;
  const words = useWords().case.message;
  if (direction === 'out' || (evidence.length === 0 && rawUrl === undefined)) return undefined;
  return (
    <details className="evidence">
      <summary>{words.why}</summary>
      <p>
        {evidence.length > 0 ? evidence.join(' · ') : words.opening}{' '}
        {rawUrl && (
          <a href={rawUrl} download>
            {words.raw}
          </a>
        )}
      </p>
    </details>
  );
}

function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
