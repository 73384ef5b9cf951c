import { useState } from 'react';
import { useWords } from '../words/use-words.ts';

interface PlainTextProps {
  readonly text: string;
  readonly quoteFrom: number | undefined;
}

/** A mail's words, its quoted history folded away. */
export function PlainText({ text, quoteFrom }: PlainTextProps) {
  const words = useWords().case.message;
  const [unfolded, setUnfolded] = useState(false);
  const own = (quoteFrom === undefined ? text : text.slice(0, quoteFrom)).trim();
  const quoted = quoteFrom === undefined ? '' : text.slice(quoteFrom).trim();
  return (
    <>
      <div className="words">{own ? withLinks(own) : <span className="quiet">{words.noWords}</span>}</div>
      {quoted && (
        <button
          type="button"
          className="fold-button"
          aria-expanded={unfolded}
          aria-label={words.quoted}
          onClick={() => setUnfolded(!unfolded)}
        >
          …
        </button>
      )}
      {quoted && unfolded && <blockquote className="words quoted">{quoted}</blockquote>}
    </>
  );
}

const ADDRESS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

function withLinks(text: string) {
  return text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places.
      <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
