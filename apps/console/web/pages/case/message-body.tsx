import { useState } from 'react';

import type { MessageJson } from '../../../src/api/contract.ts';
import { PlainText } from '../../components/plain-text.tsx';
import { useWords } from '../../words/use-words.ts';

/** The words. Formatting is shown only on request, in a frame that may run nothing and open links in a new tab at most. */
export function MessageBody({ message }: { readonly message: MessageJson }) {
  const words = useWords().case.message;
  const hasText = message.text.trim() !== '';
  const [formatted, setFormatted] = useState(!hasText && message.htmlUrl !== undefined);
  return (
    <div className="message-body">
      {formatted && message.htmlUrl ? (
        <iframe
          className="message-frame"
          title={words.frame(message.author.name)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          src={message.htmlUrl}
          style={{ height: frameHeight(message.text) }}
          referrerPolicy="no-referrer"
          loading="lazy"
        />
      ) : (
        <PlainText text={message.text} quoteFrom={message.quoteFrom} />
      )}
      {message.htmlUrl && hasText && (
        <button type="button" className="text-button" onClick={() => setFormatted(!formatted)}>
          {formatted ? words.plain : words.formatted}
        </button>
      )}
    </div>
  );
}

/** The frame may tell nothing of itself, so its height is guessed from the plain text, in pixels. */
function frameHeight(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 0);
  return Math.min(560, 90 + Math.max(3, lines) * 24);
}
