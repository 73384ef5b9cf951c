import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

export type Schema = Readonly<Record<string, unknown>>;

/**
 * The interfaces of the contract as JSON Schemas, by name: one source for the pages, the server and everybody else. Knows
 * the few forms of type that the contract is written in, and refuses any other by its text, so that none is described wrongly.
 */
export function answerSchemas(files: readonly URL[]): ReadonlyMap<string, Schema> {
  const statements = files.flatMap((url) => {
    const file = fileURLToPath(url);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    return [...source.statements];
  });
  const interfaces = statements.filter(ts.isInterfaceDeclaration);
  const parts: Parts = {
    interfaces: new Map(interfaces.map((one) => [one.name.text, one])),
    aliases: new Map(statements.filter(ts.isTypeAliasDeclaration).map((one) => [one.name.text, one.type])),
  };
  return new Map(interfaces.map((one) => [one.name.text, objectSchema(membersOf(one, parts), parts)]));
}

/** Every schema that these names lead to, themselves among them, in the order they are met. */
export function reachable(
  names: readonly string[],
  schemas: ReadonlyMap<string, Schema>,
): Readonly<Record<string, Schema>> {
  const found: Record<string, Schema> = {};
  const visit = (name: string) => {
    const schema = schemas.get(name);
    if (!schema) throw new Error(`the contract has no ${name}`);
    if (found[name]) return;
    found[name] = schema;
    for (const [, next] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) if (next) visit(next);
  };
  for (const name of names) visit(name);
  return found;
}

interface Parts {
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly aliases: ReadonlyMap<string, ts.TypeNode>;
}

function membersOf(one: ts.InterfaceDeclaration, parts: Parts): readonly ts.TypeElement[] {
  const inherited = (one.heritageClauses ?? [])
    .flatMap(({ types }) => [...types])
    .flatMap(({ expression }) => {
      const parent = parts.interfaces.get(expression.getText());
      if (!parent)
        throw new Error(`${one.name.text} extends ${expression.getText()}, which the contract does not have`);
      return [...membersOf(parent, parts)];
    });
  return [...inherited, ...one.members];
}

function objectSchema(members: readonly ts.TypeElement[], parts: Parts): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const member of members) {
    if (!ts.isPropertySignature(member) || !member.type) throw unknownForm(member);
    const name = member.name.getText();
    properties[name] = { ...schemaOf(member.type, parts), ...wordsOn(member) };
    if (!member.questionToken) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function wordsOn(member: ts.TypeElement): Schema {
  const words = ts
    .getJSDocCommentsAndTags(member)
    .filter(ts.isJSDoc)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment))
    .join(' ');
  return words === '' ? {} : { description: words };
}

function schemaOf(type: ts.TypeNode, parts: Parts): Schema {
  if (ts.isTypeLiteralNode(type)) return objectSchema([...type.members], parts);
  if (ts.isUnionTypeNode(type)) return unionSchema(type, parts);
  if (ts.isLiteralTypeNode(type)) return { const: literalOf(type) };
  if (ts.isTypeOperatorNode(type)) return schemaOf(type.type, parts);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOf(type.elementType, parts) };
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type, parts);
  if (ts.isTypeReferenceNode(type)) return referenceSchema(type, parts);
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
    default:
      throw unknownForm(type);
  }
}

function referenceSchema(type: ts.TypeReferenceNode, parts: Parts): Schema {
  const name = type.typeName.getText();
  const [first, second] = type.typeArguments ?? [];
  if (name === 'Iso') return { type: 'string', format: 'date-time' };
  if (name === 'Readonly' && first) return schemaOf(first, parts);
  if (name === 'Record' && second) return { type: 'object', additionalProperties: schemaOf(second, parts) };
  if (parts.interfaces.has(name)) return { $ref: `#/components/schemas/${name}` };
  const alias = parts.aliases.get(name);
  if (!alias) throw unknownForm(type);
  return schemaOf(alias, parts);
}

function unionSchema({ types }: ts.UnionTypeNode, parts: Parts): Schema {
  const literals = types.filter(ts.isLiteralTypeNode);
  if (literals.length === types.length) return { enum: literals.map(literalOf) };
  return { anyOf: types.map((type) => schemaOf(type, parts)) };
}

function literalOf({ literal }: ts.LiteralTypeNode): unknown {
  if (ts.isStringLiteral(literal)) return literal.text;
  if (ts.isNumericLiteral(literal)) return Number(literal.text);
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return false;
  throw unknownForm(literal);
}

function unknownForm(node: ts.Node): Error {
  return new Error(
    `"${node.getText()}" is a form of type that the API's description does not know: teach it, or write it otherwise`,
  );
}
