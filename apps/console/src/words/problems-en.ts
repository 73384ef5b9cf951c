import type { Problems } from './words.ts';

export const problemsEn: Problems = {
  'sign-in-needed': {
    title: 'Not signed in',
    detail: () =>
      'Open the sign-in link that the desk printed when it started; a link works until the next one is made.',
  },
  'unknown-key': {
    title: 'Unknown key',
    detail: () =>
      'This is no API key of this desk. Send the whole key, as it was shown when it was made, in the header “Authorization: Bearer sla_…”. An administrator makes keys under Settings, or with “sla key create”.',
  },
  'ended-key': {
    title: 'Key no longer valid',
    detail: ({ key }) => `The API key “${key}” was revoked or has expired. Ask an administrator for a new one.`,
  },
  'key-without-agent': {
    title: 'Key of nobody',
    detail: ({ agent }) =>
      `This API key acts in the name of ${agent}, who is no agent of this desk any more. Make a new key for somebody who is.`,
  },
  'key-role-too-low': {
    title: 'Not allowed to this key',
    detail: ({ role, needed }) =>
      `This API key has the role ${role}; what you asked for needs ${needed}. Use a key with that role.`,
  },
  'outside-scope': {
    title: 'Outside the scope of this key',
    detail: ({ organisation }) =>
      `This API key is for the cases of ${organisation} alone. Use a key without an organisation for everything else.`,
  },
  'not-for-keys': {
    title: 'Not for API keys',
    detail: () => 'Only a person who is signed in may do this. Open the page of the console in a browser.',
  },
  'too-many-requests': {
    title: 'Too many requests',
    detail: ({ seconds }) =>
      `This came too often. Wait ${seconds === '1' ? 'a second' : `${seconds} seconds`}, then send it again; nothing was changed.`,
  },
  'key-used-otherwise': {
    title: 'Idempotency key used before',
    detail: () =>
      'This Idempotency-Key came before with another request. Send a new key with each new request, and the same one only with the same request.',
  },
  'no-such-clock': {
    title: 'No such clock',
    detail: ({ clock, clocks }) => `This case has no deadline for “${clock}”. It has: ${clocks || 'none'}.`,
  },
  'no-such-key': {
    title: 'No such key',
    detail: ({ key }) => `There is no API key ${key}.`,
  },
  'admins-only': {
    title: 'For administrators',
    detail: () => 'Only administrators may do this. Ask one of them.',
  },
  'unknown-host': {
    title: 'Unknown host name',
    detail: ({ host, names }) =>
      `This desk does not answer to ${host}, only to ${names}. Open it by one of these names, or set desk.url to the address that people use, or desk.publicUrl to that of customers.`,
  },
  'foreign-page': {
    title: 'Sent by another page',
    detail: ({ origin, url }) =>
      `The request came from ${origin}. Changes are taken only from the desk's own pages at ${url}.`,
  },
  'stale-page': {
    title: 'Out of date',
    detail: () => 'This page belongs to an earlier session. Reload it and try again; nothing was changed.',
  },
  'no-such-page': {
    title: 'Not found',
    detail: ({ path }) => `There is nothing at ${path}.`,
  },
  'no-such-case': {
    title: 'No such case',
    detail: ({ case: number }) =>
      `There is no case ${number}. Check the number; a merged case is found under the one it went into.`,
  },
  'no-such-command': {
    title: 'No such command',
    detail: ({ command, commands }) => `${command} cannot be done with a case. What can be done: ${commands}.`,
  },
  'no-such-message': {
    title: 'No such message',
    detail: ({ message }) => `There is no message ${message}, or it has no such form.`,
  },
  'no-such-attachment': {
    title: 'No such attachment',
    detail: ({ attachment, message }) => `Message ${message} has no attachment ${attachment}.`,
  },
  'content-erased': {
    title: 'No longer kept',
    detail: ({ name }) => `${name} is no longer kept: its content was erased, or the store has lost it.`,
  },
  'not-json': {
    title: 'Not JSON',
    detail: ({ type }) => `Send the body as JSON with the header content-type: application/json; it was ${type}.`,
  },
  'broken-json': {
    title: 'Broken JSON',
    detail: ({ reason }) => `The body is not valid JSON: ${reason}.`,
  },
  'body-too-large': {
    title: 'Too large',
    detail: ({ limit }) => `The request is larger than ${limit}. Shorten the text, or send fewer or smaller files.`,
  },
  'leads-only': {
    title: 'For leads',
    detail: () => 'Only leads and administrators see this. Ask one of them.',
  },
  'bad-input': {
    title: 'Bad input',
    detail: () => 'The request does not fit.',
  },
  'our-fault': {
    title: 'Our fault',
    detail: ({ reference }) =>
      `The desk could not do this; the reason is in its log under ${reference}. Try again, and tell whoever runs the desk if it stays.`,
  },
};
