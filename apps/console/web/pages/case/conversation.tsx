import type { MessageJson } from '../../../src/api/contract.ts';
import { Message } from './message.tsx';

export function Conversation({ messages }: { readonly messages: readonly MessageJson[] }) {
  return (
    <section aria-labelledby="conversation-title">
      <h2 id="conversation-title">Conversation</h2>
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
