import type { CaseView } from '../desk.ts';
import { present } from '../present.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';
import type { ChatForm } from './contract.ts';

/** What a form is filled with to begin with. */
export type Initial = Readonly<Record<string, string>>;

/** A form, or the sentence on why there is nothing to choose. */
export type FormOrWhyNot = { readonly form: ChatForm } | { readonly whyNot: string };

export type Body = Pick<ChatForm, 'fields' | 'intro'>;

/** Who is asked, about which case, on which chat. */
export interface Asking {
  readonly chat: ChatOptions;
  readonly actor: Actor;
  readonly view: CaseView;
  readonly initial: Initial;
}

/** Where a message goes, with everybody who gets it. */
export async function mailed({ chat, actor, view }: Asking, intro: 'mailed' | 'mailedIfAny'): Promise<string> {
  const { words } = actor;
  const goes = await chat.desk.read.answerGoesTo(view.record.id);
  if (!goes || goes.to.length === 0) return words.intros.noAddress;
  return words.intros[intro](present({ to: addressee(view, goes.to), copies: goes.cc.join(', ') || undefined }));
}

/** `Maria Sánchez <maria@ashdown.example>` */
export function addressee({ requester }: CaseView, to: readonly string[]): string {
  const addresses = to.join(', ');
  return requester?.name ? `${requester.name} <${addresses}>` : addresses;
}
