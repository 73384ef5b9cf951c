import type { MessageJson } from '../../../src/api/contract.ts';
import { useWords } from '../../words/use-words.ts';
import { Message } from './message.tsx';

export function Conversation({ messages }: { readonly messages: readonly MessageJson[] }) {
  const words = useWords().case;
  return (
    <section aria-labelledby="conversation-title">
      <h2 id="conversation-title">{words.conversation}</h2>
      <ol className="messages">
        {messages.map((message) => (
          <li key={message.id}>
            <Message message={message} />
          </li>
        ))}
      </ol>
    </section>
  );
}
