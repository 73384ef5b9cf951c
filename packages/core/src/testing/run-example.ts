import { inspect } from 'node:util';

import { transformSync } from 'esbuild';
import ts from 'typescript';

/** A piece of TypeScript that stands in a document or a docstring. */
export interface Example {
  /** Where it stands, such as `README.md:12`. */
  readonly place: string;
  readonly code: string;
}

/** One `// → value` of an example: what it says, and what came out. */
export interface ExampleCheck {
  readonly place: string;
  readonly expected: string;
  readonly got: string;
}

/** The modules an example may import, by name. */
export type ExampleModules = Readonly<Record<string, unknown>>;

/** The fenced blocks of a document in a language. */
export function fencedBlocks(document: string, name: string, language = 'ts'): Example[] {
  const blocks: Example[] = [];
  for (const match of document.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)) {
    const line = document.slice(0, match.index).split('\n').length + 1;
    if (match[1] === language) blocks.push({ place: `${name}:${line}`, code: match[2] ?? '' });
  }
  return blocks;
}

/** The fenced blocks that follow `@example` in docstrings. */
export function docExamples(source: string, name: string): Example[] {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const text = comment[0].replace(/^[ \t]*\*\/?[ \t]?/gm, '');
    const first = source.slice(0, comment.index).split('\n').length;
    const examples = text.split(/^@example\b/m).slice(1);
    return examples.flatMap((example) =>
      fencedBlocks(example, name).map((block) => ({ ...block, place: `${name}:${first}` })),
    );
  });
}

/**
 * Runs an example and compares what it says. `expression; // → value` shows the value of an expression, and
 * `const name = …; // → value` that of what was declared; texts, instants and durations stand without quotes.
 */
export function runExample({ place, code }: Example, modules: ExampleModules): ExampleCheck[] {
  const checks: ExampleCheck[] = [];
  const check = (line: number, expected: string, value: unknown) =>
    checks.push({ place: `${place}, line ${line}`, expected, got: shown(value) });
  const { code: plain } = transformSync(withChecks(code), { loader: 'ts', format: 'cjs', target: 'node20' });
  const require = (name: string) => {
    if (name in modules) return modules[name];
    throw new Error(`${place} imports ${name}, which examples do not know`);
  };
  new Function('require', 'module', 'exports', '$check', 'console', plain)(require, { exports: {} }, {}, check, SILENT);
  return checks;
}

const SILENT = { log: () => {} };

/** Each statement with a value beside it hands that value over. */
function withChecks(code: string): string {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  return file.statements
    .map((statement) => {
      const text = statement.getFullText(file);
      const expected = /^[ \t]*\/\/ → (.*)$/m.exec(restOfLine(code, statement.end))?.[1]?.trim();
      if (expected === undefined) return text;
      const line = file.getLineAndCharacterOfPosition(statement.getStart(file)).line + 1;
      const hand = (value: string) => `$check(${line}, ${JSON.stringify(expected)}, ${value});`;
      if (ts.isExpressionStatement(statement)) return `\n${hand(shownBy(statement.expression, file))}`;
      if (ts.isVariableStatement(statement)) return `${text}\n${hand(namesOf(statement, file))}`;
      throw new Error(`a value stands beside a statement that has none: ${text.trim()}`);
    })
    .join('');
}

function restOfLine(code: string, from: number): string {
  return code.slice(from).split('\n', 1)[0] ?? '';
}

/** What `console.log` shows is what it is given. */
function shownBy(expression: ts.Expression, file: ts.SourceFile): string {
  const isLog = ts.isCallExpression(expression) && expression.expression.getText(file) === 'console.log';
  const [logged] = isLog ? expression.arguments : [expression];
  return `(${(logged ?? expression).getText(file)})`;
}

/** What was declared; of `const { one } = …` that one. */
function namesOf(statement: ts.VariableStatement, file: ts.SourceFile): string {
  const name = statement.declarationList.declarations[0]?.name;
  const only = name && ts.isObjectBindingPattern(name) && name.elements.length === 1 ? name.elements[0]?.name : name;
  return only?.getText(file) ?? 'undefined';
}

/** As JSON would hold it, written as JavaScript. */
function shown(value: unknown): string {
  const json = JSON.stringify(value);
  const plain = json === undefined ? value : JSON.parse(json);
  return typeof plain === 'string' ? plain : inspect(plain, { depth: null, breakLength: Infinity, compact: true });
}
