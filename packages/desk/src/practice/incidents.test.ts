import type { CaseRecord } from '@sla/case-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { IncidentOutcome } from '../commands/incident.ts';
import { done } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';

let at: TestDesk;
let ours: CaseRecord;
let theirs: CaseRecord;
beforeEach(async () => {
  at = await openTestDesk();
  ours = done(await at.desk.receive(mail())).case;
  theirs = done(
    await at.desk.receive(
      mail({ from: { address: 'x@kestrel.example', name: 'Xaver' }, messageId: 'k@kestrel.example' }),
    ),
  ).case;
  at.clock.pass({ minutes: 5 });
});
afterEach(() => at.close());

function carried(outcome: IncidentOutcome) {
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome;
}
const open = async () =>
  carried(await at.desk.openIncident('agent:ann', { title: 'Log-in down', cases: [ours.number], outage: true }))
    .incident;
const viewOf = async (record: CaseRecord) => {
  const found = await at.desk.read.case(record.id);
  if (!found) throw new Error('no such case');
  return found;
};
const lettersTo = async (record: CaseRecord) =>
  (await viewOf(record)).messages.filter(({ direction, automatic }) => direction === 'out' && !automatic);

describe('S4-9 one disturbance, several organisations', () => {
  it('asks for a word on the status page as soon as a second organisation is hit', async () => {
    const incident = await open();
    expect(incident.id).toMatch(/^I-\d+$/);
    const before = await at.outbox();
    const { incident: joined } = carried(
      await at.desk.joinIncident('agent:ann', { incident: incident.id, cases: [theirs.id] }),
    );
    expect(joined.organisations).toEqual(['ashdown', 'kestrel']);
    const told = (await at.outbox())
      .slice(before.length)
      .map(({ payload }) => payload.kind === 'notice' && payload.text);
    expect(told.join()).toContain('nothing stands on the status page yet');
  });

  it('one update reaches everybody once, is published, and stands in every case', async () => {
    const { id } = await open();
    await at.desk.joinIncident('agent:ann', { incident: id, cases: [theirs.id] });
    const news = { incident: id, text: 'We restart the log-in service.', publish: true, key: 'n1' };
    expect(carried(await at.desk.informIncident('agent:ann', news)).told).toEqual([ours.number, theirs.number]);
    expect(carried(await at.desk.informIncident('agent:ann', news)).told).toEqual([]);
    for (const record of [ours, theirs]) {
      const { events, incident } = await viewOf(record);
      expect((await lettersTo(record)).map(({ text }) => text)).toEqual(['We restart the log-in service.']);
      expect(events.filter(({ type }) => type === 'status-published')).toMatchObject([{ incident: id }]);
      expect(incident?.publications.map(({ text }) => text)).toEqual(['We restart the log-in service.']);
    }
  });

  it('its end resolves what is still open, and tells nobody who has left it', async () => {
    const { id } = await open();
    await at.desk.joinIncident('agent:ann', { incident: id, cases: [theirs.id] });
    carried(await at.desk.leaveIncident('agent:ann', { incident: id, case: theirs.number }));
    const end = { incident: id, text: 'Log-in works again.', cause: 'certificate', key: 'end' };
    expect(carried(await at.desk.endIncident('agent:ann', end)).incident.endedAt).toBe(at.clock.now().toString());
    expect((await viewOf(ours)).record.state).toBe('resolved');
    expect((await viewOf(theirs)).record.state).toBe('new');
    expect((await viewOf(theirs)).incident).toBeUndefined();
  });

  it('is refused without words, for an unknown incident or case, and for strangers', async () => {
    const { id } = await open();
    const codes = [
      await at.desk.informIncident('agent:ann', { incident: id, text: ' ' }),
      await at.desk.informIncident('agent:ann', { incident: 'I-9', text: 'x' }),
      await at.desk.joinIncident('agent:ann', { incident: id, cases: ['C-9'] }),
      await at.desk.informIncident(`requester:${ours.requester}`, { incident: id, text: 'x' }),
    ].map((outcome) => (outcome.ok ? 'ok' : outcome.refusal.code));
    expect(codes).toEqual(['empty-message', 'unknown-incident', 'no-such-case', 'not-an-agent']);
  });
});

it('S3-16 a workaround is told to everybody affected, and reached in each case', async () => {
  const { id } = await open();
  await at.desk.joinIncident('agent:ann', { incident: id, cases: [theirs.id] });
  const text = 'Until it is mended, log in through the campus page.';
  carried(await at.desk.informIncident('agent:ann', { incident: id, text, workaround: true }));
  for (const record of [ours, theirs]) {
    expect((await viewOf(record)).events.some(({ type }) => type === 'workaround-given')).toBe(true);
    expect((await lettersTo(record)).at(-1)?.text).toBe(text);
  }
});
