import type { Problems } from './words.ts';

export const problemsEn: Problems = {
  'sign-in-needed': {
    title: 'Not signed in',
    detail: () =>
      'Open the sign-in link that the desk printed when it started; a link works until the next one is made.',
  },
  'unknown-host': {
    title: 'Unknown host name',
    detail: ({ host, names }) =>
      `This desk does not answer to ${host}, only to ${names}. Open it by one of these names, or set desk.url to the address that people use.`,
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
    detail: ({ limit }) => `The request is larger than ${limit}. Shorten the text.`,
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
