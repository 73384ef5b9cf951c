import { useState } from 'react';

import type { CaseJson } from '../../../src/api/contract.ts';
import { Problem, problemText } from '../../api/client.ts';
import { useCase, useCommand } from '../../api/queries.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { useTitle } from '../../components/use-title.ts';
import { useKeys } from '../../keyboard.ts';
import { goBack, Link } from '../../router.tsx';
import { useWords } from '../../words/use-words.ts';
import { AlertBar } from './alert-bar.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseHeader } from './case-header.tsx';
import { Composer, focusComposer } from './composer.tsx';
import { Conversation } from './conversation.tsx';
import { CaseDialog, type Question } from './dialogs/case-dialog.tsx';
import { History } from './history.tsx';
import { MergedBar } from './merged-bar.tsx';
import { PracticePanel } from './practice-panel.tsx';
import { RelatedCases } from './related-cases.tsx';
import { Timeline } from './timeline/timeline.tsx';
import { Upcoming } from './upcoming.tsx';
import { WhyDue } from './why-due.tsx';

export function CasePage({ number }: { readonly number: string }) {
  const answer = useCase(number);
  const words = useWords();
  useTitle(answer.data ? `${number} ${answer.data.card.subject}` : number);
  if (answer.data) return <LoadedCase data={answer.data} />;
  if (!answer.error) return <div className="page case" aria-busy="true" />;
  const isUnknown = answer.error instanceof Problem && answer.error.status === 404;
  return (
    <div className="page">
      <h1 className="visually-hidden">{number}</h1>
      <EmptyState title={isUnknown ? words.case.unknown(number) : words.case.notLoaded(number)}>
        <p>{isUnknown ? words.case.unknownText : problemText(answer.error, words.frame)}</p>
        <Link className="button" href="/">
          {words.frame.toQueue}
        </Link>
      </EmptyState>
    </div>
  );
}

function LoadedCase({ data }: { readonly data: CaseJson }) {
  const { card } = data;
  const words = useWords();
  const [question, setQuestion] = useState<Question>();
  const command = useCommand(card.number);
  const announce = useAnnounce();
  const may = (action: string) => card.actions.includes(action);
  const act = (name: string, body: object, said: string) =>
    command.mutate(
      { command: name, body },
      { onSuccess: () => announce(said), onError: (error) => announce(problemText(error, words.frame)) },
    );
  const isLive = !['closed', 'merged', 'deferred'].includes(card.state);
  const isOpen = isLive && card.state !== 'resolved';
  const claim = () => act('claim', {}, words.queue.claimed(card.number));
  useKeys({
    escape: () => goBack('/'),
    c: () => (may('claim') ? claim() : false),
    r: () => focusComposer('reply'),
    n: () => focusComposer('note'),
    p: () => (may('prioritise') ? setQuestion('prioritise') : false),
    m: () => (isLive ? setQuestion('merge') : false),
    l: () => setQuestion('link'),
    o: () => (isOpen ? setQuestion('call') : false),
    i: () => (isOpen ? setQuestion('incident') : false),
    t: () => (isLive ? setQuestion('tag') : false),
    e: () => (may('escalate') ? setQuestion('escalate') : false),
  });
  return (
    <div className="page case">
      <CaseHeader card={card} busy={command.isPending} onAsk={setQuestion} onAct={act} />
      <MergedBar data={data} busy={command.isPending} onAct={act} />
      <AlertBar card={card} busy={command.isPending} onTake={(step) => act('take', { step }, words.case.taken)} />
      <Timeline data={data} />
      <WhyDue data={data} />
      <div className="case-columns">
        <div className="case-main">
          <Conversation messages={data.messages} busy={command.isPending} onAct={act} />
          <Composer card={card} onAsk={setQuestion} />
        </div>
        <aside className="case-aside" aria-label={words.case.about}>
          <CaseFacts data={data} onAsk={setQuestion} onAct={act} />
          <PracticePanel data={data} onAsk={setQuestion} />
          <RelatedCases data={data} onAsk={setQuestion} />
          <Upcoming upcoming={data.upcoming} />
          <History history={data.history} busy={command.isPending} onAct={act} />
        </aside>
      </div>
      {question && <CaseDialog question={question} data={data} onClose={() => setQuestion(undefined)} />}
    </div>
  );
}
