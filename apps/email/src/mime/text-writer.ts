/** Puts the text of an HTML body on lines: white space collapsed, blocks apart, quotations marked. */
export interface TextWriter {
  text(text: string): void;
  lineBreak(): void;
  /** Ends the line, if any; `breaks` 2 leaves an empty line. */
  block(breaks: 1 | 2): void;
  item(mark: string): void;
  /** Between the cells of a row. */
  gap(): void;
  preformatted(change: 1 | -1): void;
  quote(change: 1 | -1): void;
  /** Where the next text will stand. */
  offset(): number;
  since(offset: number): string;
  end(): string;
}

/** Deeper quotations look the same to a reader. */
const deepestQuote = 3;

/** More empty lines in a row than this say nothing. */
const mostBreaks = 3;

export function createTextWriter(): TextWriter {
  const state: WriterState = {
    pieces: [],
    starts: [],
    length: 0,
    breaks: 0,
    space: false,
    pre: 0,
    quotes: 0,
    lineQuotes: 0,
  };
  const block = (breaks: number) => {
    state.breaks = Math.max(state.breaks, breaks);
  };
  const lineBreak = () => {
    state.breaks = Math.min(state.breaks + 1, mostBreaks);
  };
  return {
    text: (text) => (state.pre > 0 ? writeLines(state, text, lineBreak) : writeFlowing(state, text)),
    lineBreak,
    block,
    item: (mark) => {
      block(1);
      write(state, mark);
    },
    gap: () => {
      state.space = true;
    },
    preformatted: (change) => {
      state.pre += change;
    },
    quote: (change) => {
      block(1);
      state.quotes += change;
    },
    offset: () => state.length,
    since: (offset) => tail(state, offset),
    end: () => state.pieces.join('').replaceAll('\u00a0', ' '),
  };
}

interface WriterState {
  readonly pieces: string[];
  /** The offset of each piece. */
  readonly starts: number[];
  length: number;
  /** Line breaks owed before the next text. */
  breaks: number;
  space: boolean;
  pre: number;
  quotes: number;
  /** How deep the current line is quoted. */
  lineQuotes: number;
}

function write(state: WriterState, text: string): void {
  if (text === '') return;
  if (state.breaks > 0 || state.length === 0) startLine(state);
  else if (state.space) put(state, ' ');
  state.space = false;
  put(state, text);
}

function startLine(state: WriterState): void {
  const quotes = Math.min(state.quotes, deepestQuote);
  const between = '> '.repeat(Math.min(quotes, state.lineQuotes)).trimEnd();
  if (state.length > 0) for (let left = state.breaks; left > 0; left -= 1) put(state, left > 1 ? `\n${between}` : '\n');
  if (quotes > 0) put(state, '> '.repeat(quotes));
  state.breaks = 0;
  state.lineQuotes = quotes;
}

function put(state: WriterState, piece: string): void {
  state.pieces.push(piece);
  state.starts.push(state.length);
  state.length += piece.length;
}

function writeFlowing(state: WriterState, text: string): void {
  const words = text.replace(/[ \t\n\r\f]+/g, ' ');
  if (words.startsWith(' ')) state.space = true;
  write(
    state,
    words.slice(words.startsWith(' ') ? 1 : 0, words.length - (words.length > 1 && words.endsWith(' ') ? 1 : 0)),
  );
  if (words.endsWith(' ')) state.space = true;
}

function writeLines(state: WriterState, text: string, lineBreak: () => void): void {
  text.split(/\r?\n/).forEach((line, index) => {
    if (index > 0) lineBreak();
    write(state, line);
  });
}

function tail({ pieces, starts }: WriterState, offset: number): string {
  const first = starts.findLastIndex((start) => start <= offset);
  return first < 0
    ? ''
    : pieces
        .slice(first)
        .join('')
        .slice(offset - (starts[first] ?? 0));
}
