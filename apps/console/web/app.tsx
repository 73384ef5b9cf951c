import { useEffect } from 'react';

import { Problem } from './api/client.ts';
import { useSession } from './api/queries.ts';
import { Announcer } from './components/announcer.tsx';
import { DeskContext } from './components/desk-context.tsx';
import { Shell } from './components/shell.tsx';
import { CasePage } from './pages/case/case-page.tsx';
import { HandoverPage } from './pages/handover-page.tsx';
import { HealthPage } from './pages/health-page.tsx';
import { IncidentsPage } from './pages/incidents-page.tsx';
import { MailPage } from './pages/mail/mail-page.tsx';
import { MorePage } from './pages/more-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { QuarantinePage } from './pages/quarantine/quarantine-page.tsx';
import { QueuePage } from './pages/queue/queue-page.tsx';
import { ReportPage } from './pages/report/report-page.tsx';
import { SettingsPage } from './pages/settings/settings-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { UnreachablePage } from './pages/unreachable-page.tsx';
import { pageOf, usePath } from './router.tsx';
import { WordsContext } from './words/use-words.ts';
import { wordsFor } from './words/words-for.ts';

export function App() {
  const session = useSession();
  // Before anybody is known, the browser's own language is the best guess.
  const language = session.data?.agent.language ?? navigator.language;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <WordsContext value={wordsFor(language)}>
      <Announcer>
        <SignedIn session={session} />
      </Announcer>
    </WordsContext>
  );
}

function SignedIn({ session }: { readonly session: ReturnType<typeof useSession> }) {
  if (session.error instanceof Problem && session.error.status === 401) return <SignInPage />;
  if (!session.data) {
    return session.error ? (
      <UnreachablePage error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <div className="starting" aria-busy="true" />
    );
  }
  return (
    <DeskContext value={session.data}>
      <Shell>
        <CurrentPage hasCatcher={session.data.desk.catcher} />
      </Shell>
    </DeskContext>
  );
}

function CurrentPage({ hasCatcher }: { readonly hasCatcher: boolean }) {
  const page = pageOf(usePath());
  switch (page.name) {
    case 'queue':
      return <QueuePage />;
    case 'case':
      return <CasePage key={page.number} number={page.number} />;
    case 'handover':
      return <HandoverPage key={page.number} number={page.number} />;
    case 'incidents':
      return <IncidentsPage />;
    case 'mail':
      return hasCatcher ? <MailPage /> : <NotFoundPage />;
    case 'health':
      return <HealthPage />;
    case 'quarantine':
      return <QuarantinePage />;
    case 'report':
      return <ReportPage />;
    case 'settings':
      return <SettingsPage />;
    case 'more':
      return <MorePage />;
    case 'not-found':
      return <NotFoundPage />;
  }
}
