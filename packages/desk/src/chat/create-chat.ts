import { refusal } from '../refusal.ts';
import { amend } from './amend.ts';
import { doneWith, refusedWith } from './chat-answers.ts';
import { cardOfView } from './chat-card.ts';
import { filesOf } from './chat-files.ts';
import { newCaseForm } from './chat-forms.ts';
import { asAgent, type ChatOptions, linkAddress } from './chat-parts.ts';
import type { ChatDesk } from './contract.ts';
import { isAddress } from './form-faults.ts';
import { openNew } from './open-new.ts';
import { presenceOf } from './presence.ts';
import { press } from './press.ts';
import { ownQueue, runChatCommand } from './run-chat-command.ts';
import { submit } from './submit.ts';
import { threadLines } from './thread-lines.ts';

/** The desk as one chat sees it. It keeps nothing: what is shown and done is the desk's. */
export function createChat(chat: ChatOptions): ChatDesk {
  const { desk, identity, channel } = chat;
  const everybody = { language: identity.language, timeZone: identity.timeZone };
  return {
    everybody,
    agentOf: (account) => desk.accounts.agentOf(account),
    accountsOf: (agent, on) => desk.accounts.accountsOf(agent, on),
    presenceOf: (agents) => presenceOf(chat, agents),
    linkAddress: (account) => linkAddress(chat, account),
    card: async (ref, reader) => {
      const view = await desk.read.case(ref);
      return view && { card: cardOfView(view, reader, identity.url), view };
    },
    threadLines: (view, said, reader) => threadLines(view, said, reader, channel),
    press: (by, click) => press(chat, by, click),
    submit: (by, form) => submit(chat, by, form),
    command: (by, text, key, attachments) => runChatCommand(chat, by, text, { key, attachments }),
    queueOf: (by) => ownQueue(chat, by),
    createFrom: (by, source) =>
      asAgent(chat, by, async (actor) => {
        const { requester, subject, text, saidAt } = source;
        if (isAddress(requester.address)) return openNew(chat, actor, { ...source, mayAcknowledge: false });
        const form = newCaseForm(chat, actor, { subject, text, name: requester.name ?? '' });
        return { kind: 'form', form: { ...form, ...(saidAt && { saidAt: saidAt.toString() }) } };
      }),
    amend: (change) => amend(chat, change),
    keepNote: (by, { case: ref, text, key, attachments }) =>
      asAgent(chat, by, async (actor) => {
        const words = text.trim() || attachments.map(({ name }) => name).join(', ');
        const files = filesOf(chat, attachments);
        const note = { case: ref, text: words, attachments: files, channel, key };
        const outcome = await desk.note(actor.by, note);
        if (outcome.ok) return doneWith(chat, actor, outcome, 'note');
        const { code } = outcome.refusal;
        return refusedWith(chat, actor, code === 'no-such-case' ? refusal(code, { case: ref }) : outcome.refusal);
      }),
  };
}
