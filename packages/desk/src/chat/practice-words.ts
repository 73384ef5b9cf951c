import { promiseWords } from '../card-words.ts';
import { isUnfinished } from '../case-card.ts';
import { formatTime } from '../catalogue/format-time.ts';
import { spoken } from '../catalogue/sentences.ts';
import type { CaseView } from '../desk.ts';
import { handoverPage } from '../practice/handover-page.ts';
import { isWidespread } from '../practice/incidents.ts';
import { refusal } from '../refusal.ts';
import { refusedWith } from './chat-answers.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';
import type { ChatAnswer } from './contract.ts';

/** Incidents that are not over, the newest first. */
export async function incidentsWords({ desk }: ChatOptions, { words }: Actor): Promise<ChatAnswer> {
  const { told } = words.practice;
  const open = (await desk.read.incidents()).filter(({ endedAt }) => endedAt === undefined).toReversed();
  const lines = open.map((incident) =>
    told.incident({
      incident: incident.id,
      title: incident.title,
      cases: incident.cases.length,
      owes: isWidespread(incident) && incident.publications.length === 0,
    }),
  );
  return inWords(lines.length === 0 ? [told.noIncidents] : [told.incidents, ...lines.map((line) => `• ${line}`)]);
}

/** Who answers now by each rota, and until when. */
export async function onCallWords({ desk }: ChatOptions, { words, readerFor }: Actor): Promise<ChatAnswer> {
  const { told } = words.practice;
  const [at, rotas] = await Promise.all([desk.read.now(), desk.read.onCall()]);
  const lines = rotas.map(({ rota, now }) =>
    told.shift({
      rota: spoken(rota),
      now: now?.name ?? told.nobody,
      ...(now && { until: formatTime(now.to, readerFor(), at) }),
    }),
  );
  return inWords(lines.length === 0 ? [told.noRota] : [told.onCall, ...lines.map((line) => `• ${line}`)]);
}

/** One page for the tier that gets the case (S2-3). */
export async function handoverWords(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  rest: string,
): Promise<ChatAnswer> {
  const { policy, record } = view;
  const to = policy.tiers.find((tier) => tier.toLowerCase() === rest.toLowerCase());
  if (rest !== '' && to === undefined) {
    const known = policy.tiers.join(', ');
    return refusedWith(chat, actor, refusal('unknown-tier', { tier: rest, known }), record.id);
  }
  const { told } = actor.words.practice;
  const reader = actor.readerFor(view);
  const page = handoverPage(view, to);
  const next = to ?? page.tier;
  const promises = page.promises.filter(isUnfinished).map((promise) => promiseWords(promise, reader, view.now));
  const fields = page.fields.map(({ field, given, proposed }) => {
    const said = given ?? (proposed ? `${proposed.text} (${told.proposed})` : told.missing);
    return `• ${spoken(field)}: ${said}`;
  });
  return inWords([
    `${told.handover({ number: page.number, tier: next })}: ${page.subject}`,
    [page.requester, page.organisation, page.priority].filter(Boolean).join(' · '),
    ...fields,
    ...(promises.length > 0 ? [told.openPromises] : []),
    ...promises.map(({ label, text }) => `• ${label}: ${text}`),
    told.theirWords,
    ...page.words.map(({ at, text }) => `• ${formatTime(at, reader, view.now)}: ${text}`),
  ]);
}

/** As much as a message of Slack shows. */
const mostText = 2_800;

function inWords(lines: readonly string[]): ChatAnswer {
  return { kind: 'words', said: lines.join('\n').slice(0, mostText) };
}
