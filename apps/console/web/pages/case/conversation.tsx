import type { MessageJson } from '../../../src/api/contract.ts';
import { useWords } from '../../words/use-words.ts';
import type { Act } from './case-header.tsx';
import { Message } from './message.tsx';

interface ConversationProps {
  readonly messages: readonly MessageJson[];
  readonly busy: boolean;
  readonly onAct: Act;
}

export function Conversation({ messages, busy, onAct }: ConversationProps) {
  const words = useWords().case;
  const split = ({ id }: MessageJson) => onAct('split', { messages: [id] }, words.message.moved);
  return (
    <section aria-labelledby="conversation-title">
      <h2 id="conversation-title">{words.conversation}</h2>
      <ol className="messages">
        {messages.map((message) => (
          <li key={message.id}>
            <Message message={message} busy={busy} onMove={split} />
          </li>
        ))}
      </ol>
    </section>
  );
}
