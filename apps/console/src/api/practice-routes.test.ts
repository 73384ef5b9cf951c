import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Browser, type ConsoleUnderTest, consoleUnderTest, URL_OF_DESK } from '../testing/console-under-test.ts';
import type { CaseJson, ProblemJson } from './contract.ts';
import type { HandoverJson, IncidentsJson } from './practice-contract.ts';

let under: ConsoleUnderTest;
let browser: Browser;
let lead: Browser;
beforeAll(async () => {
  under = await consoleUnderTest({}, { survey: { afterHours: 1 } });
  browser = await under.browser();
  lead = await under.browser('pia');
});
afterAll(() => under.close());

async function json<Body>(answer: Response | Promise<Response>, status = 200): Promise<Body> {
  const response = await answer;
  const text = await response.text();
  expect(response.status, text).toBe(status);
  return JSON.parse(text) as Body;
}
const anybody = (path: string, init?: RequestInit) => under.web.fetch(new Request(`${URL_OF_DESK}${path}`, init));

test('S1-13 a call becomes a case that is answered by it', async () => {
  const call = { from: { address: 'maria@ashdown.example' }, subject: 'Upload', summary: 'Cannot upload.', key: 'k1' };
  const answer = await json<CaseJson>(browser.post('/api/calls', call));
  expect(answer.card).toMatchObject({ channel: 'phone', assignee: { id: 'ann' } });
  expect(answer.card.promises.find(({ clock }) => clock === 'first-response')?.status).toBe('met');
  await json(browser.post('/api/calls', { ...call, from: {} }), 422);
});

describe('S4-9 incidents', () => {
  test('several cases hear the same, and the status page says it to everybody', async () => {
    const [one, other] = [await under.opened(), await under.opened({ from: { address: 'x@other.example' } })];
    const opened = await json<IncidentsJson>(
      browser.post('/api/incidents', { title: 'Log-in <down>', cases: [one], outage: true }),
    );
    const id = opened.incident ?? '';
    await json(browser.post(`/api/incidents/${id}/join`, { cases: [other] }));
    const news = { text: 'We restart the service.', publish: true, key: 'n1' };
    const told = await json<IncidentsJson>(browser.post(`/api/incidents/${id}/inform`, news));
    expect(told.told).toEqual([one, other]);
    expect(told.incidents[0]).toMatchObject({ id, cases: [one, other], publications: [{ text: news.text }] });
    expect((await json<CaseJson>(browser.get(`/api/cases/${one}`))).incident).toMatchObject({ id });
    const page = await anybody('/status');
    const html = await page.text();
    expect(html).toContain('We restart the service.');
    expect(html).toContain('Log-in &#60;down&#62;');
    expect(html).not.toContain(one);
    await json(browser.post(`/api/incidents/${id}/leave`, { case: other }));
    const end = { text: 'It works again.', publish: true, key: 'n2' };
    const ended = await json<IncidentsJson>(browser.post(`/api/incidents/${id}/end`, end));
    expect(ended.told).toEqual([one]);
    expect(await (await anybody('/status')).text()).toContain('Over since');
  });

  test('an unknown incident is refused in a sentence', async () => {
    const news = { text: 'x', key: 'k' };
    const refused = await json<ProblemJson>(browser.post('/api/incidents/I-9/inform', news), 404);
    expect(refused.detail).toContain('I-9');
  });
});

test('S2-3 the hand-over page proposes what it found', async () => {
  const text = 'There is an outage.\n2026-11-23T09:58:12Z ERROR worker timeout';
  const number = await under.opened({ text });
  const page = await json<HandoverJson>(browser.get(`/api/cases/${number}/handover?to=L2`));
  expect(page.fields).toEqual([{ field: 'logs', proposed: '2026-11-23T09:58:12Z ERROR worker timeout' }]);
  await json(browser.get('/api/cases/C-9/handover'), 404);
});

test('who is on call, the audit for leads alone, and a report', async () => {
  expect(await json(browser.get('/api/on-call'))).toMatchObject({ rotas: [] });
  await json(browser.get('/api/audit'), 403);
  expect(await json(lead.get('/api/audit'))).toMatchObject({ entries: expect.any(Array) });
  expect(await json(browser.get('/api/report?from=2026-11-01&to=2026-11-30'))).toMatchObject({
    cases: expect.any(Number),
  });
  await json(browser.get('/api/report?from=yesterday&to=x'), 422);
});

test('privacy: leads hand out a file, administrators alone erase', async () => {
  await under.opened();
  const subject = { email: 'maria@ashdown.example' };
  expect(await json(lead.post('/api/privacy/export', subject))).toMatchObject({ contact: { name: 'Maria Sánchez' } });
  await json(browser.post('/api/privacy/export', subject), 403);
  await json(lead.post('/api/privacy/erase', subject), 403);
  await json(lead.post('/api/privacy/export', { email: 'nobody@x.example' }), 404);
});

describe('S3-21 the survey', () => {
  test('opening the address answers nothing, the form does, without a session', async () => {
    const number = await under.opened();
    await under.desk.resolve('agent:ann', { case: number, text: 'Done.' });
    await under.runUntil('2026-11-23T12:00:00Z');
    await under.desk.runTasks(50);
    const letter = (await under.desk.read.case(number))?.messages.at(-1)?.text ?? '';
    const path = /\/survey\/\S+\/5/.exec(letter)?.[0] ?? '';
    const page = await anybody(path);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'sha256-");
    expect(await page.text()).toContain('Send 5 of 5');
    const period = { from: (await under.desk.read.now()).subtract({ hours: 9 }), to: await under.desk.read.now() };
    expect((await under.desk.read.report(period)).satisfaction).toEqual({ answers: 0 });
    expect(await (await anybody(path, { method: 'POST' })).text()).toContain('Thank you');
    const after = { ...period, to: period.to.add({ hours: 1 }) };
    expect((await under.desk.read.report(after)).satisfaction).toEqual({ answers: 1, average: 5 });
    expect((await anybody('/survey/x.y/5', { method: 'POST' })).status).toBe(404);
    expect((await anybody(path.replace(/5$/, '6'))).status).toBe(404);
  });
});
