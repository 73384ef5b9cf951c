import { describe, expect, it } from 'vitest';

import { type Signing, signatureOf } from './signature.ts';

const signing: Signing = {
  author: 'agent:ann',
  agent: 'Ann <Lee>',
  desk: 'Acme Support',
  address: 'support@acme.example',
  case: 'C-1042',
};
const none = { mailboxes: {}, agents: {} };
const own = { agents: { ann: { text: 'Ann Lee\nSecond line' } } };

describe('a signature', () => {
  it('is the agent’s own lines, where nobody says more', () => {
    expect(signatureOf(signing, { ...none, ...own })).toEqual({
      text: 'Ann Lee\nSecond line',
      html: '<p>Ann Lee<br>\nSecond line</p>\n',
    });
  });

  it('is none where nothing is set, for another agent, and under what a machine writes', () => {
    expect(signatureOf(signing, none)).toBeUndefined();
    expect(signatureOf({ ...signing, author: 'agent:bob' }, { ...none, ...own })).toBeUndefined();
    expect(signatureOf({ ...signing, author: 'system' }, { ...none, desk: { text: 'Acme' } })).toBeUndefined();
  });

  it('is the desk’s template with the agent’s lines in it', () => {
    const desk = { text: '{signature}\n\n{desk}, {address}, {case}' };
    expect(signatureOf(signing, { ...none, ...own, desk })?.text).toBe(
      'Ann Lee\nSecond line\n\nAcme Support, support@acme.example, C-1042',
    );
    expect(signatureOf(signing, { ...none, desk })?.text).toBe('Acme Support, support@acme.example, C-1042');
  });

  it('is the mailbox’s template where it has one', () => {
    const mailboxes = { 'support@acme.example': { text: '{agent}' } };
    expect(
      signatureOf({ ...signing, address: 'Support@acme.example' }, { ...own, mailboxes, desk: { text: 'x' } }),
    ).toEqual({ text: 'Ann <Lee>', html: '<p>Ann &lt;Lee&gt;</p>\n' });
  });

  it('keeps its own HTML, with what fills the blanks as text', () => {
    const desk = { text: '{agent}', html: '<b>{agent}</b> {signature}' };
    const agents = { ann: { text: 'Tel. 1', html: '<i>Tel. 1</i>' } };
    expect(signatureOf(signing, { ...none, desk, agents })?.html).toBe('<b>Ann &lt;Lee&gt;</b> <i>Tel. 1</i>');
  });

  it('does not fill what a value happens to look like', () => {
    const desk = { text: '{agent}' };
    expect(signatureOf({ ...signing, agent: '{case}' }, { ...none, desk })?.text).toBe('{case}');
  });
});
