// Writes THIRD-PARTY-NOTICES.md: every package that a desk runs on, with its licence, as the lock file has it.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const listed = spawnSync('pnpm', ['--recursive', 'licenses', 'list', '--prod', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 << 20,
});
if (listed.status !== 0) {
  console.error(listed.stderr);
  process.exit(1);
}
const rows = Object.entries(JSON.parse(listed.stdout))
  .flatMap(([licence, packages]) =>
    packages.map((one) => ({ name: one.name, versions: one.versions.join(', '), licence, author: one.author ?? '' })),
  )
  .filter((row) => !row.name.startsWith('@sla/'))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));

writeFileSync(
  'THIRD-PARTY-NOTICES.md',
  `# Third-party notices

A desk runs on the packages below; each comes under its own licence, whose text is in the package. Holiday dates come from
\`date-holidays\`, whose data are under CC BY-SA 3.0 and are used as they are, never copied into this project. The presets model published
support agreements; their texts are not part of this project, and it is not affiliated with those firms.

| package | version | licence | author |
| --- | --- | --- | --- |
${rows.map((row) => `| ${row.name} | ${row.versions} | ${row.licence} | ${row.author.replaceAll('|', '')} |`).join('\n')}
`,
);
console.log(`${rows.length} packages`);
