/** The colours and the type of the console's pages, by hand: this page loads nothing. */
export const portalStyle = `
:root { color-scheme: light dark; --ink: #1b1d22; --quiet: #5c6270; --ground: #fbfbfa; --panel: #fff; --line: #dcdee3; --accent: #1f5fd6; --on-accent: #fff; --late: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececee; --quiet: #a4a9b5; --ground: #141518; --panel: #1d1f24; --line: #363a43; --accent: #8fb4ff; --on-accent: #10131a; --late: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; justify-content: space-between; padding-block: .5rem; border-bottom: 1px solid var(--line); color: var(--quiet); font-size: .9rem; }
.home { display: inline-flex; align-items: center; min-height: 44px; color: var(--ink); font-weight: 650; text-decoration: none; }
main { padding-bottom: 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.75rem 0 .5rem; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.panel h2 { margin-top: 0; }
a { color: var(--accent); }
.quiet-text, .hint, time { color: var(--quiet); }
.hint { display: block; font-size: .9rem; font-weight: 400; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin: 1rem 0; }
.rows { list-style: none; margin: 0; padding: 0; }
.rows > li { border-bottom: 1px solid var(--line); }
.rows a { display: grid; gap: .1rem; padding: .75rem 0; color: inherit; text-decoration: none; }
.rows a:hover .subject { text-decoration: underline; }
.subject { font-weight: 600; }
.state { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .65rem; font-size: .9rem; }
.late { color: var(--late); }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .4rem 1.25rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; }
label, legend { font-weight: 600; }
label input, label textarea { font-weight: 400; }
fieldset { border: 0; margin: 0; padding: 0; }
legend { padding: 0; }
fieldset label { display: flex; gap: .6rem; align-items: baseline; font-weight: 400; padding: .35rem 0; }
.field { margin: 1.25rem 0; }
input[type=text], input[type=email], textarea { display: block; width: 100%; margin-top: .35rem; padding: .6rem .75rem; font: inherit; color: inherit; background: var(--panel); border: 1px solid #868c99; border-radius: .5rem; }
textarea { min-height: 9rem; resize: vertical; }
input[type=file] { display: block; max-width: 100%; margin-top: .35rem; padding-block: .35rem; font: inherit; font-weight: 400; }
input[type=radio] { accent-color: var(--accent); }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: .6rem 1.25rem; border: 1px solid transparent; border-radius: .5rem; background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer; }
button.plain { background: transparent; color: inherit; border-color: #868c99; }
button.quiet { min-height: 44px; background: none; color: var(--accent); font-weight: 400; padding: .25rem; text-decoration: underline; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; }
.message { margin: 0 0 1rem; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--panel); }
.message.mine { border-left: 4px solid var(--accent); }
.message header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; max-width: none; margin: 0; padding: 0; border: 0; color: inherit; }
.words { white-space: pre-wrap; margin: .5rem 0 0; }
.message ul { margin: .75rem 0 0; padding-left: 1.2rem; }
.problem { border: 1px solid var(--late); border-left-width: 4px; border-radius: .5rem; padding: .75rem 1rem; }
details summary { cursor: pointer; color: var(--quiet); padding-block: .6rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } button, .button { width: 100%; text-align: center; } button.quiet { width: auto; } }
@media print { header form, form, .buttons { display: none; } body { background: #fff; color: #000; } .message, .panel { break-inside: avoid; } }
`;
