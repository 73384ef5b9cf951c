import type { z } from 'zod';

import { COMMAND_BODIES } from '../../src/api/case-commands.ts';
import { PRACTICE_BODIES } from '../../src/api/practice-routes.ts';
import { QueueQuery } from '../../src/api/queue.ts';
import { answerSchemas, reachable, type Schema } from './answer-schemas.ts';
import { keys, machine } from './describe-machine.ts';
import {
  answers,
  bodyOf,
  caseNumber,
  changing,
  changingPerson,
  once,
  origin,
  parameter,
  personOnly,
  problem,
  queryParameters,
  refTo,
} from './openapi-parts.ts';

/** The console's REST API as an OpenAPI 3.1 document: what it takes from the server's own checks, what it answers from the contract. */
export function describeApi(): Schema {
  const contracts = ['contract', 'practice-contract', 'machine-contract'].map(
    (name) => new URL(`../../src/api/${name}.ts`, import.meta.url),
  );
  const paths = { ...readings, ...machine, ...commands(), ...files, ...practice, ...desk, ...keys };
  return {
    openapi: '3.1.0',
    info: {
      title: 'SLA Desk',
      version: '0',
      summary: 'Cases, their conversation and their clocks.',
      description:
        'What the console’s pages use. Instants are ISO 8601 in UTC. Answers may gain fields; take what you know and leave the rest.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:8080', description: 'Where the desk listens unless told otherwise.' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      schemas: reachable([...answersIn(paths)], answerSchemas(contracts)),
      responses: {
        Problem: {
          description:
            'Problem details (RFC 9457). `code` is for programs, `detail` says in the agent’s language what is wrong and what to do.',
          content: { 'application/problem+json': { schema: refTo('ProblemJson') } },
        },
      },
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key, made by an administrator. It acts in an agent’s name, with its own role, and may be for one organisation alone.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-sla-session',
          description: 'Set by `GET /sign-in?token=…`. Over plain http its name is `sla-session-PORT`.',
        },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token', description: '`csrf` of `GET /api/session`.' },
      },
    },
  };
}

/** What each command is for. One that is missing here fails the test, so that none goes undescribed. */
const purposes: Readonly<Record<string, string>> = {
  acknowledge: 'Tell the requester that the case was received',
  assign: 'Give the case to an agent, a team, or both',
  claim: 'Assign the case to yourself',
  close: 'Close a resolved case for good',
  defer: 'End the clocks of a wish that the product may bring one day',
  delay: 'Announce a delay and how often updates follow',
  escalate: 'Hand the case to a higher tier, with what its handover requires',
  estimate: 'Say when a fix is expected',
  flag: 'Raise one of the flags that the policy knows',
  link: 'Note that another case has to do with this one',
  'log-call': 'Keep what was said on the telephone, or that nobody answered',
  merge: 'Make this case part of another',
  'move-to-policy': 'Measure the case by another policy',
  'no-reply-needed': 'End the wait for an answer that nobody owes',
  note: 'Write what only agents see',
  pause: 'Stop the clocks that this reason stops',
  prioritise: 'Set the priority',
  reach: 'Say that the cause is known, the service usable again, or a milestone reached',
  reopen: 'Take up a resolved case again',
  reply: 'Answer the requester, and resolve the case where told so',
  resolve: 'Declare the need met',
  resume: 'Let paused clocks run again',
  split: 'Move messages to a new case',
  tag: 'Add and remove tags',
  article: 'Link an article of the knowledge base that helps with it',
  take: 'Accept an alert of the ladder',
  undo: 'Take back what one event of the history did',
  unmerge: 'Make a merged case one of its own again',
  update: 'Tell the requester how things stand, without an answer',
};

const readings = {
  '/api/session': {
    get: {
      operationId: 'readSession',
      summary: 'Who is signed in, what the desk is, and the token that changes need',
      ...personOnly,
      responses: answers('SessionJson', 'The session.'),
    },
    delete: {
      operationId: 'signOut',
      summary: 'Sign out',
      ...changingPerson,
      parameters: [origin],
      responses: { 204: { description: 'The session has ended.' }, ...problem },
    },
  },
  '/api/queue': {
    get: {
      operationId: 'readQueue',
      summary: 'Cases, the least time to breach first',
      parameters: queryParameters(QueueQuery),
      responses: answers('QueueJson', 'A page of cases, and how many there are.'),
    },
  },
  '/api/cases/{number}': {
    get: {
      operationId: 'readCase',
      summary: 'One case whole: card, messages, why each promise is due when it is, history, what is to come',
      parameters: [caseNumber],
      responses: answers('CaseJson', 'The case. The number of a merged case answers with itself; see `mergedInto`.'),
    },
  },
};

/** One path a command, so that each has its own body; the server has one route for all. */
function commands(): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(COMMAND_BODIES)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, body]) => [`/api/cases/{number}/${name}`, { post: commandOf(name, body) }]),
  );
}

function commandOf(name: string, body: z.ZodType): Schema {
  const summary = purposes[name];
  if (!summary) throw new Error(`say in test/openapi/describe-api.ts what the command "${name}" is for`);
  return {
    operationId: name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary,
    ...changing,
    parameters: [caseNumber, once, origin],
    requestBody: bodyOf(body),
    responses: answers('CaseJson', 'The case as it now stands.'),
  };
}

const bytes = (description: string) => ({
  200: { description, content: { 'application/octet-stream': {} } },
  ...problem,
});
const messageId = parameter('id', 'Of a message.');

const files = {
  '/api/messages/{id}/html': {
    get: {
      operationId: 'readMessagePage',
      summary: 'A mail’s HTML, sanitised, as a page of its own',
      parameters: [messageId],
      responses: {
        200: { description: 'The page. It has an ETag.', content: { 'text/html': {} } },
        304: { description: 'As the given `if-none-match` has it.' },
        ...problem,
      },
    },
  },
  '/api/messages/{id}/raw': {
    get: {
      operationId: 'downloadMessage',
      summary: 'A message as it was received (.eml)',
      parameters: [messageId],
      responses: bytes('The message.'),
    },
  },
  '/api/attachments/{message}/{id}': {
    get: {
      operationId: 'downloadAttachment',
      summary: 'A file that came with a message, always as a download',
      parameters: [parameter('message', 'Of the message.'), parameter('id', 'Of the attachment.')],
      responses: bytes('The file. Pictures, PDF and plain text keep their type, everything else is bytes.'),
    },
  },
};

const incidentId = parameter('id', 'Of the incident.');

function incidentCommand(operationId: string, summary: string, body: z.ZodType): Schema {
  return {
    post: {
      operationId,
      summary,
      ...changing,
      parameters: operationId === 'openIncident' ? [origin] : [incidentId, origin],
      requestBody: bodyOf(body),
      responses: answers(
        'IncidentsJson',
        'All incidents as they now stand; `told` has the cases whose requesters heard.',
      ),
    },
  };
}

/** Answers that are made for people or for another program's own reading are objects here, and no more. */
const anyObject = (description: string) => ({
  200: { description, content: { 'application/json': { schema: { type: 'object' } } } },
  ...problem,
});

const practice = {
  '/api/calls': {
    post: {
      operationId: 'takeCall',
      summary: 'Open a case for a call while it lasts: answered by it, and held by who took it',
      ...changing,
      parameters: [origin],
      requestBody: bodyOf(PRACTICE_BODIES.calls),
      responses: answers('CaseJson', 'The case.'),
    },
  },
  '/api/articles': {
    get: {
      operationId: 'listArticles',
      summary: 'The knowledge base, as the settings name it',
      responses: answers('ArticlesJson', 'The articles.'),
    },
  },
  '/api/announcements': {
    post: {
      operationId: 'announce',
      summary:
        'Mail customers something beside any case, once to each organisation, or see what would be sent; for leads',
      ...changing,
      parameters: [origin],
      requestBody: bodyOf(PRACTICE_BODIES.announcement),
      responses: answers('AnnouncementJson', 'What each organisation gets.'),
    },
  },
  '/api/cases/{number}/handover': {
    get: {
      operationId: 'readHandover',
      summary: 'One page for the receiving tier, with what its required fields may hold',
      parameters: [
        caseNumber,
        { name: 'to', in: 'query', schema: { type: 'string' }, description: 'The tier; the next one unless given.' },
      ],
      responses: answers('HandoverJson', 'The page.'),
    },
  },
  '/api/incidents': {
    get: {
      operationId: 'listIncidents',
      summary: 'Disturbances that several cases belong to, the newest first',
      responses: answers('IncidentsJson', 'The incidents.'),
    },
    ...incidentCommand('openIncident', 'Join cases to a new incident', PRACTICE_BODIES.opening),
  },
  '/api/incidents/{id}/join': incidentCommand('joinIncident', 'Add cases to an incident', PRACTICE_BODIES.joining),
  '/api/incidents/{id}/leave': incidentCommand('leaveIncident', 'Take a case out of it', PRACTICE_BODIES.leaving),
  '/api/incidents/{id}/inform': incidentCommand(
    'informIncident',
    'Tell all its requesters the same, and publish it where told so',
    PRACTICE_BODIES.news,
  ),
  '/api/incidents/{id}/end': incidentCommand('endIncident', 'Tell them that it is over', PRACTICE_BODIES.end),
  '/api/on-call': {
    get: {
      operationId: 'readOnCall',
      summary: 'Who is on call now and next, by rota',
      responses: answers('OnCallJson', 'The rotas.'),
    },
  },
  '/api/audit': {
    get: {
      operationId: 'readAudit',
      summary: 'Who changed which setting; for leads and administrators',
      responses: answers('AuditJson', 'The newest first.'),
    },
  },
  '/api/report': {
    get: {
      operationId: 'readReport',
      summary: 'What was kept in a period: attainment, percentiles, trends, availability, satisfaction',
      parameters: ['from', 'to'].map((name) => ({
        name,
        in: 'query',
        required: true,
        schema: { type: 'string', format: 'date' },
        description: name === 'from' ? 'First day, in the agent’s zone.' : 'Last day.',
      })),
      responses: answers('ReportJson', 'The report. Lengths are ISO 8601 durations.'),
    },
  },
  '/api/privacy/export': {
    post: {
      operationId: 'exportPerson',
      summary: 'Everything kept about a person, as a file; for leads and administrators',
      ...changing,
      parameters: [origin],
      requestBody: bodyOf(PRACTICE_BODIES.subject),
      responses: anyObject('The file.'),
    },
  },
  '/api/privacy/erase': {
    post: {
      operationId: 'erasePerson',
      summary: 'Erase what was kept about a person; clocks replay the same afterwards; for administrators',
      ...changing,
      parameters: [origin],
      requestBody: bodyOf(PRACTICE_BODIES.subject),
      responses: anyObject('Which cases it concerned, and which wait until they are closed.'),
    },
  },
};

const desk = {
  '/api/events': {
    get: {
      operationId: 'watchChanges',
      summary: 'Server-sent events: `change` whenever something changed, `ping` now and then',
      responses: {
        200: {
          description:
            'Each `change` carries a ChangeJson. Read again what it names; events carry no content, and may be fewer than changes.',
          content: { 'text/event-stream': { schema: refTo('ChangeJson') } },
        },
        ...problem,
      },
    },
  },
  '/api/health-of-desk': {
    get: {
      operationId: 'readHealthOfDesk',
      summary: 'What could not be sent, and how the mailboxes are',
      responses: answers('DeskHealthJson', 'The health of the desk.'),
    },
  },
  '/api/outbox/{id}/skip': {
    post: {
      operationId: 'skip',
      summary: 'Give up an entry of the customer records, so that those behind it go out; for leads',
      ...changing,
      parameters: [parameter('id', 'Of the entry.'), origin],
      responses: answers('DeskHealthJson', 'The health of the desk as it now is.'),
    },
  },
  '/api/outbox/{id}/revive': {
    post: {
      operationId: 'revive',
      summary: 'Send a dead letter again',
      ...changing,
      parameters: [parameter('id', 'Of the dead letter.'), origin],
      responses: answers('DeskHealthJson', 'The health of the desk as it now is.'),
    },
  },
};

function answersIn(paths: object): Set<string> {
  const names = [...JSON.stringify(paths).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
  return new Set(['ProblemJson', ...names]);
}
