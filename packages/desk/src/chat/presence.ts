import type { ChatWords } from '../catalogue/chat-words.ts';
import type { ChatOptions } from './chat-parts.ts';
import type { ChatField, ChatForm, Presence } from './contract.ts';

type Asked = Pick<ChatOptions, 'presenceOf'>;
type Presences = ReadonlyMap<string, Presence>;

/** Whoever pressed a button waits for this, and Teams waits for the answer to the press. */
const patienceMs = 1_000;

const unknown: Presences = new Map();

/** What the chat says of these agents, if it says so in time; a hint is not worth a failure. */
export async function presenceOf({ presenceOf: ask }: Asked, agents: readonly string[]): Promise<Presences> {
  if (!ask || agents.length === 0) return unknown;
  const patience = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Presences>((resolve) => {
    timer = setTimeout(() => {
      patience.abort();
      resolve(unknown);
    }, patienceMs);
  });
  try {
    return await Promise.race([ask(agents, patience.signal), tooLate]);
  } catch {
    return unknown;
  } finally {
    clearTimeout(timer);
  }
}

/** The same form; where a person is chosen, each name with their presence, and who is available first. */
export async function withPresence(chat: Asked, words: ChatWords, form: ChatForm): Promise<ChatForm> {
  const to = form.fields.find(({ name }) => name === 'to');
  if (to?.kind.type !== 'choice') return form;
  const { choices } = to.kind;
  const presences = await presenceOf(
    chat,
    choices.flatMap(({ value }) => agentIn(value) ?? []),
  );
  const presenceIn = ({ value }: Choice) => presences.get(agentIn(value) ?? '');
  const rank = (choice: Choice) => (presenceIn(choice) === 'available' ? 0 : 1);
  const shown = choices
    .toSorted((a, b) => rank(a) - rank(b))
    .map((choice) => {
      const presence = presenceIn(choice);
      return presence === undefined ? choice : { ...choice, label: words.choices.person(choice.label, presence) };
    });
  const field: ChatField = { ...to, kind: { type: 'choice', choices: shown } };
  return { ...form, fields: form.fields.map((each) => (each === to ? field : each)) };
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Teams can be chosen too. */
function agentIn(value: string): string | undefined {
  return value.startsWith('agent:') ? value.slice('agent:'.length) : undefined;
}
