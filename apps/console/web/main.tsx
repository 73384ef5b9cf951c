import '@fontsource-variable/inter';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/fields.css';
import './styles/dialog.css';
import './styles/feedback.css';
import './styles/panel.css';
import './styles/shell.css';
import './styles/queue.css';
import './styles/axis.css';
import './styles/bars.css';
import './styles/case.css';
import './styles/timeline.css';
import './styles/lanes.css';
import './styles/why-due.css';
import './styles/conversation.css';
import './styles/composer.css';
import './styles/mail.css';
import './styles/desk.css';
import './styles/report.css';
import './styles/print.css';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Problem } from './api/client.ts';
import { App } from './app.tsx';
import { createServerClock } from './time/server-clock.ts';
import { ClockContext } from './time/use-now.ts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (failures, error) =>
        failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});
const clock = createServerClock(() => Date.now());

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <ClockContext value={clock}>
          <App />
        </ClockContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}
