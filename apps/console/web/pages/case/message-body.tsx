import { useState } from 'react';

import type { MessageJson } from '../../../src/api/contract.ts';
import { PlainText } from '../../components/plain-text.tsx';

/** The words. Formatting is shown only on request, in a frame that may run nothing and open links in a new tab at most. */
export function MessageBody({ message }: { readonly message: MessageJson }) {
  const hasText = message.text.trim() !== '';
  const [formatted, setFormatted] = useState(!hasText && message.htmlUrl !== undefined);
  return (
    <div className="message-body">
      {formatted && message.htmlUrl ? (
        <iframe
          className="message-frame"
          title={`Message of ${message.author.name}, as it was formatted`}
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
          {formatted ? 'Show as plain text' : 'Show formatting'}
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
