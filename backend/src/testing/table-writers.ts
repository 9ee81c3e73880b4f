import ts from 'typescript';

/** A table, its class, and the room whose files alone write it. */
export interface OwnedTable {
  table: string;
  entity: string;
  room: string;
}

export interface Write {
  /** Null where the statement says it in a way that cannot be read: with a class that it was handed. */
  table: string | null;
  isInsert: boolean;
  /** The statement's beginning, for the message. */
  text: string;
  /** Columns that are set, as the code or SQL names them; null where that cannot be read: from a parameter, from a call. */
  sets: string[] | null;
}

/** Helpers that write, and which of their arguments names the table; of updateRows and updateOf the one behind it says what is set. */
const HELPERS = new Map([
  ['insertRows', 1],
  ['insertMissing', 1],
  ['putRow', 1],
  ['updateRows', 1],
  ['updateOf', 0],
  ['insertFound', 1],
  ['insertOrAdd', 1],
  ['deleteRows', 1],
  ['takeVersion', 2],
]);
const METHODS = /^(insert|update|delete|save|upsert|increment|decrement|remove|softDelete|restore|clear)$/;
const IN_SQL = /\b(INTO|UPDATE|DELETE FROM|TRUNCATE TABLE|TRUNCATE|REPLACE)\s+[`"]?(\w+)/g;

/**
 * Statements of a source text that write a table: by the helpers of `database/write.ts`, by the entity manager's methods, by
 * an entity's own, or in SQL.
 */
export function writesOf(source: string, tables: readonly OwnedTable[]): Write[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const byTable = new Map(tables.map((owned) => [owned.table, owned.table]));
  const byEntity = new Map(tables.map(({ entity, table }) => [entity, table]));
  const found: Write[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node)) found.push(...byCall(node, byEntity, file));
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) found.push(...inSql(node.getText(file), byTable));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function byCall(call: ts.CallExpression, byEntity: ReadonlyMap<string, string>, file: ts.SourceFile): Write[] {
  const { expression: callee, arguments: given } = call;
  const text = call.getText(file).slice(0, 100).replace(/\s+/g, ' ');
  const tableOf = (node: ts.Node | undefined) => (node && ts.isIdentifier(node) ? byEntity.get(node.text) : undefined);
  const write = (how: string, table: string | null, changes: ts.Expression | undefined): Write => ({
    table,
    isInsert: /^(insert|put)/.test(how),
    text,
    sets: how.startsWith('update') ? keysOf(changes) : /^(save|upsert)$/.test(how) ? null : [],
  });
  if (ts.isIdentifier(callee) && HELPERS.has(callee.text)) {
    const at = HELPERS.get(callee.text) as number;
    return [write(callee.text, tableOf(given[at]) ?? null, given[at + 1])];
  }
  if (!ts.isPropertyAccessExpression(callee) || !METHODS.test(callee.name.text)) return [];
  const how = callee.name.text;
  const own = tableOf(callee.expression) ?? tableOf(repositoryOf(callee.expression));
  if (own) return [write(how, own, given[1])];
  const handed = tableOf(given[0]);
  return handed ? [write(how, handed, given[2])] : [];
}

const repositoryOf = (node: ts.Expression): ts.Node | undefined =>
  ts.isCallExpression(node) && node.expression.getText().endsWith('getRepository') ? node.arguments[0] : undefined;

function inSql(text: string, byTable: ReadonlyMap<string, string>): Write[] {
  return [...text.matchAll(IN_SQL)].flatMap(({ 1: verb, 2: name = '', index }) => {
    const table = byTable.get(name);
    const rest = text.slice(index);
    const set = /\bSET\b([\s\S]*?)(?:\bWHERE\b|$)/.exec(rest)?.[1] ?? '';
    const sets = [...set.matchAll(/(\w+)[`"]?\s*=/g)].map((match) => match[1] ?? '');
    return table ? [{ table, isInsert: verb === 'INTO', text: rest.slice(0, 100).replace(/\s+/g, ' '), sets }] : [];
  });
}

/** Names in an object that is written there, or is a constant of this file; null where some of it comes from elsewhere. */
function keysOf(node: ts.Expression | undefined): string[] | null {
  if (!node) return null;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return keysOf(node.expression);
  if (ts.isConditionalExpression(node)) return all([keysOf(node.whenTrue), keysOf(node.whenFalse)]);
  if (ts.isIdentifier(node)) return all(constants(node).map(keysOf), null);
  if (!ts.isObjectLiteralExpression(node)) return null;
  return all(
    node.properties.map((property) => {
      if (ts.isSpreadAssignment(property)) return keysOf(property.expression);
      return property.name && !ts.isComputedPropertyName(property.name) ? [property.name.text] : null;
    }),
  );
}

const all = (parts: readonly (string[] | null)[], ofNone: string[] | null = []): string[] | null =>
  parts.length === 0 ? ofNone : parts.includes(null) ? null : (parts as string[][]).flat();

/** What a name stands for where it is used: a constant of the innermost function that has it, or of the file; parameters have no value. */
function constants(name: ts.Identifier): (ts.Expression | undefined)[] {
  for (let scope: ts.Node | undefined = name.parent; scope; scope = scope.parent) {
    if (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope)) continue;
    const found = declared(name.text, scope);
    if (found.length > 0) return found;
  }
  return [];
}

function declared(name: string, scope: ts.Node): (ts.Expression | undefined)[] {
  const found: (ts.Expression | undefined)[] = [];
  const visit = (node: ts.Node) => {
    const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (declares && ts.isIdentifier(node.name) && node.name.text === name)
      found.push(ts.isVariableDeclaration(node) ? node.initializer : undefined);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(scope, visit);
  return found;
}
