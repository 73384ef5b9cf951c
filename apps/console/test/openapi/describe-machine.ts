import { NewKey } from '../../src/api/key-routes.ts';
import { MACHINE_BODIES, MACHINE_QUERIES } from '../../src/api/machine-routes.ts';
import {
  answers,
  bodyOf,
  caseNumber,
  changing,
  changingPerson,
  created,
  once,
  origin,
  parameter,
  personOnly,
  queryParameters,
} from './openapi-parts.ts';

/** What programs do that have no page of their own. */
export const machine = {
  '/api/cases': {
    get: {
      operationId: 'listCases',
      summary: 'Cases page by page, the one opened last first',
      parameters: queryParameters(MACHINE_QUERIES.cases),
      responses: answers('CasesJson', 'A page. The header `link` has the address of the next.'),
    },
    post: {
      operationId: 'openCase',
      summary: 'Open a case: number, priority and clocks come back at once',
      ...changing,
      parameters: [once, origin],
      requestBody: bodyOf(MACHINE_BODIES.open),
      responses: created('OpenedJson', 'The case is open.', 'The same request came before; the case as it now stands.'),
    },
  },
  '/api/cases/{number}/messages': {
    get: {
      operationId: 'listMessages',
      summary: 'What was said on a case, page by page; without notes for a key of the role `requester`',
      parameters: [caseNumber, ...queryParameters(MACHINE_QUERIES.messages)],
      responses: answers('MessagesJson', 'A page.'),
    },
    post: {
      operationId: 'sayOnCase',
      summary: 'Pass on what the requester says: it answers, it reopens, as if it had come by mail',
      ...changing,
      parameters: [caseNumber, once, origin],
      requestBody: bodyOf(MACHINE_BODIES.say),
      responses: created('SaidJson', 'It was taken in.', 'The same request came before.'),
    },
  },
  '/api/cases/{number}/sla': {
    get: {
      operationId: 'readSla',
      summary: 'Where the clocks stand now',
      parameters: [caseNumber],
      responses: answers('SlaJson', 'Evaluated at `now`, on the events of the case.'),
    },
  },
  '/api/cases/{number}/explain': {
    get: {
      operationId: 'explainClock',
      summary: 'Why a clock is due when it is: what counted, what did not, and by which clause',
      parameters: [caseNumber, ...queryParameters(MACHINE_QUERIES.explain)],
      responses: answers('LedgerJson', 'The ledger.'),
    },
  },
  '/api/cases/{number}/replay': {
    get: {
      operationId: 'replayCase',
      summary: 'What each event did to the clocks, worked out anew from the events alone',
      parameters: [caseNumber],
      responses: answers('ReplayJson', 'From the opening to now.'),
    },
  },
  '/api/cases/{number}/what-if': {
    post: {
      operationId: 'askWhatIf',
      summary: 'What the deadlines would be with another priority, another policy or a pause; nothing is changed',
      ...changing,
      parameters: [caseNumber, origin],
      requestBody: bodyOf(MACHINE_BODIES.whatIf),
      responses: answers('WhatIfJson', 'Every clock before and after, and the reckoning behind it.'),
    },
  },
};

/** Who lets them in. */
export const keys = {
  '/api/key': {
    get: {
      operationId: 'readOwnKey',
      summary: 'What this API key may do',
      security: [{ key: [] }],
      responses: answers('KeyJson', 'The key, without its secret.'),
    },
  },
  '/api/keys': {
    get: {
      operationId: 'listKeys',
      summary: 'All API keys; for administrators who are signed in',
      ...personOnly,
      responses: answers('KeysJson', 'The newest first.'),
    },
    post: {
      operationId: 'createKey',
      summary: 'Make an API key; for administrators who are signed in',
      ...changingPerson,
      parameters: [origin],
      requestBody: bodyOf(NewKey),
      responses: answers('KeysJson', 'All keys, and once the `token` of the new one.'),
    },
  },
  '/api/keys/{id}/revoke': {
    post: {
      operationId: 'revokeKey',
      summary: 'End an API key; for administrators who are signed in',
      ...changingPerson,
      parameters: [parameter('id', 'Of the key.'), origin],
      responses: answers('KeysJson', 'All keys.'),
    },
  },
  '/api/settings': {
    get: {
      operationId: 'readSettings',
      summary: 'Who works here, and what each policy promises',
      ...personOnly,
      responses: answers('SettingsJson', 'As the settings say it.'),
    },
  },
};
