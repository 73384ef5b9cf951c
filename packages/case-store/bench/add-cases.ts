import pg from 'pg';

/** What cases are about: each of these words stands in a twentieth of the subjects, `not` in all of them. */
const TOPICS =
  'certificate,quiz,login,grade,upload,video,export,import,roster,badge,forum,calendar,report,invoice,webinar,course,module,survey,reminder,attendance'.split(
    ',',
  );
const OPEN_FOR = "interval '1 hour'";
/** Due at the rate at which a desk of a thousand open cases an hour has them; two hundred are due already, as many are at risk. */
const DUE = "now() + (n - 200) * interval '3.6 seconds'";

const STATEMENTS = [
  `insert into contacts (id, email, name) select 'p' || n, 'p' || n || '@uni.example', 'Person ' || n
    from generate_series(1, least($1, 50000)) n`,
  `insert into cases (id, number, version, event_count, subject, requester, channel, policy, policy_version, priority, tier,
      state, assignee, team, opened_at, changed_at, next_due_clock, next_due_cycle, next_due_at, next_due_missed,
      next_due_at_risk, tags)
    select 'c' || n, 'C-' || n, 1, 1, initcap((array['${TOPICS.join("','")}'])[1 + n % 20]) || ' ' || n || ' does not work',
      'p' || (1 + n % least($1, 50000)), 'email', 'bench', 1, 'normal', 'L1', 'open', 'agent' || n % 50, 'team' || n % 5,
      now() - ${OPEN_FOR}, now(), 'resolution', 1, ${DUE}, false, n between 201 and 400, '{}'
    from generate_series(1, $1) n`,
  `insert into case_events (case_id, position, id, type, at, recorded_at, facts)
    select 'c' || n, 0, 'o' || n, 'opened', now() - ${OPEN_FOR}, now(), '{"channel":"email"}'
    from generate_series(1, $1) n`,
  `insert into clocks (case_id, clock, cycle, kind, status, started_at, due_at, warn_at, tightened, elapsed)
    select 'c' || n, clock, 1, 'commitment', 'running', now(), now() + n * interval '3.6 seconds', '{}', false, 'PT1H'
    from generate_series(1, $1) n, unnest(array['first-response', 'resolution']) clock`,
  `insert into timers (case_id, clock, due_at, generation)
    select 'c' || n, clock, ${DUE} + late * interval '1 day', 1
    from generate_series(1, $1) n, unnest(array['first-response', 'resolution', 'update'], array[0, 1, 2]) as t (clock, late)`,
  `insert into messages (id, case_id, at, direction, channel, author, automatic, text, to_addresses, cc_addresses, reference_ids,
      attachments, evidence)
    select 'm' || n, 'c' || n, now() - ${OPEN_FOR}, 'in', 'email', 'requester:p' || (1 + n % least($1, 50000)), false,
      'Hello, since this morning we see error E' || n % 5000 || ' for participant ' || n || '. Please help.', '{}', '{}', '{}',
      '[]', '{}'
    from generate_series(1, $1) n`,
];

/** Fills a schema with open cases, a message and three timers each, and counts rows for the planner. Says how long it took and what it takes. */
export async function addCases(
  url: string,
  schema: string,
  cases: number,
): Promise<{ readonly seconds: number; readonly megabytes: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const began = performance.now();
  await client.query(`set search_path to ${schema}, public`);
  for (const statement of STATEMENTS) await client.query(statement.replaceAll('$1', String(cases)));
  for (const table of ['contacts', 'cases', 'case_events', 'clocks', 'timers', 'messages']) {
    await client.query(`vacuum (analyze) ${table}`);
  }
  await client.query('checkpoint');
  const { rows } = await client.query<{ bytes: string }>(
    "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = $1::regnamespace",
    [schema],
  );
  await client.end();
  const seconds = Math.round((performance.now() - began) / 1000);
  return { seconds, megabytes: Math.round(Number(rows[0]?.bytes) / 1024 / 1024) };
}
