import ts from 'typescript';
import { isSql, sqlChanges } from './sql.js';

/** One small fault put into a file. `name` says where and what in words that a move of lines does not change. */
export interface Mutant {
  file: string;
  line: number;
  name: string;
}

interface Change {
  node: ts.Node;
  /** In place of the node's own text; of a statement, null takes it out. */
  text: string | null;
  what: string;
}

interface Mutated {
  mutants: Mutant[];
  /** The file with every mutant in it, each asleep until its number (from `first` on) is the one that is awake. */
  code: (first: number) => string;
}

/** What a file becomes with one fault at a time. Names, types, decorators and sentences for people are left as they are. */
export function mutate(file: string, source: string): Mutated {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutOfPlay(node)) return;
    changes.push(...changesOf(node));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  const kept = changes.filter(({ node, text }) => text !== node.getText() && !isInsideChain(node));
  return { mutants: named(file, tree, kept), code: (first) => instrumented(tree, kept, first) };
}

const isOutOfPlay = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isDecorator(node) ||
  (ts.isTaggedTemplateExpression(node) && !isStatementTag(node)) ||
  (ts.isNewExpression(node) && node.expression.getText().endsWith('Error')) ||
  (ts.isCallExpression(node) && /\blog\.\w+$/.test(node.expression.getText()));

/** A statement or a piece of one: see database/sql.ts. */
const isStatementTag = (node: ts.Node): node is ts.TaggedTemplateExpression =>
  ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql';

// In brackets, `a?.b` would no longer end the whole of `a?.b.c`.
const isInsideChain = (node: ts.Node): boolean =>
  ts.isOptionalChain(node) && ts.isOptionalChain(node.parent) && node.parent.expression === node;

function changesOf(node: ts.Node): Change[] {
  const change = (text: string | null, what: string): Change => ({ node, text, what });
  if (ts.isBinaryExpression(node)) return operator(node).map(({ text, to }) => change(text, `${short(node)} → ${to}`));
  if (isCondition(node)) return ['true', 'false'].map((to) => change(to, `if ${short(node)} → ${to}`));
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return unary(node);
  if (ts.isStatement(node)) return isRemovable(node) ? [change(null, `${short(node)} → nothing`)] : [];
  if (ts.isCallExpression(node)) return call(node);
  if (isStatementTag(node)) return statement(node, node.template);
  if (ts.isObjectLiteralExpression(node)) return isQuery(node) ? properties(node) : [];
  if (ts.isArrayLiteralExpression(node))
    return node.elements.length > 0 && !isParameters(node) ? [change('[]', `${short(node)} → []`)] : [];
  return [...literal(node), ...returned(node)];
}

const SWAPPED: Partial<Record<ts.SyntaxKind, string[]>> = {
  [ts.SyntaxKind.LessThanToken]: ['<=', '>='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.EqualsEqualsToken]: ['!='],
  [ts.SyntaxKind.ExclamationEqualsToken]: ['=='],
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.SlashToken]: ['*'],
  [ts.SyntaxKind.PercentToken]: ['*'],
  [ts.SyntaxKind.PlusEqualsToken]: ['-='],
  [ts.SyntaxKind.MinusEqualsToken]: ['+='],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
};

function operator(node: ts.BinaryExpression): { text: string; to: string }[] {
  const [left, right] = [node.left.getText(), node.right.getText()];
  const kind = node.operatorToken.kind;
  if (kind === ts.SyntaxKind.QuestionQuestionToken) return [{ text: left, to: left }];
  if (kind === ts.SyntaxKind.PlusToken && [node.left, node.right].some(isText)) return [];
  const swapped = (SWAPPED[kind] ?? []).map((to) => ({ text: `${left} ${to} ${right}`, to }));
  if (!isCondition(node)) return swapped;
  // Of a condition true and false say all that its opposite would; its boundary they do not.
  return [...swapped.slice(0, -1), { text: 'true', to: 'true' }, { text: 'false', to: 'false' }];
}

const isText = (node: ts.Node): boolean => ts.isStringLiteral(node) || ts.isTemplateExpression(node);

function unary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Change[] {
  const operand = node.operand.getText();
  const { PlusPlusToken, MinusMinusToken, ExclamationToken, MinusToken } = ts.SyntaxKind;
  const turned = new Map<ts.SyntaxKind, string>([
    [ExclamationToken, operand],
    [MinusToken, operand],
    [PlusPlusToken, ts.isPrefixUnaryExpression(node) ? `--${operand}` : `${operand}--`],
    [MinusMinusToken, ts.isPrefixUnaryExpression(node) ? `++${operand}` : `${operand}++`],
  ]).get(node.operator);
  return turned === undefined ? [] : [{ node, text: turned, what: `${short(node)} → ${turned}` }];
}

const isCondition = (node: ts.Node): node is ts.Expression =>
  (ts.isIfStatement(node.parent) && node.parent.expression === node) ||
  (ts.isConditionalExpression(node.parent) && node.parent.condition === node);

const isRemovable = (node: ts.Node): boolean =>
  (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression)) ||
  ts.isThrowStatement(node) ||
  ts.isContinueStatement(node) ||
  ts.isBreakStatement(node) ||
  (ts.isReturnStatement(node) && !node.expression);

const METHODS: Record<string, string | null> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  filter: null,
  slice: null,
  trim: null,
  trimEnd: null,
  toSorted: null,
  replace: null,
  replaceAll: null,
  normalize: null,
};
const BUILDING = /^(?:and|or)?(?:where|having)$|^(?:add)?orderBy$|^(?:limit|take|distinct)$/i;

/** A call by its opposite, or what it was called on; a step of a query builder left out. */
function call(node: ts.CallExpression): Change[] {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return returned(node);
  const [name, on] = [callee.name.text, callee.expression.getText()];
  if (BUILDING.test(name)) return [{ node, text: on, what: `.${name}(${node.arguments.map(short).join(', ')}) → nothing` }];
  const to = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (to === undefined) return returned(node);
  const given = `(${node.arguments.map((argument) => argument.getText()).join(', ')})`;
  return [{ node, text: to === null ? on : `${on}.${to}${given}`, what: `${short(node)} → ${to ?? 'as it was'}` }];
}

const ASKING = /(?:find|exists|count|sum|update|delete|where)\w*$/i;

/** Conditions and values that a query is handed as an object: `where: {…}`, or an argument of `tx.findBy`, `tx.update`. */
const isQuery = (node: ts.ObjectLiteralExpression): boolean =>
  (ts.isPropertyAssignment(node.parent) && /^(?:where|set)$/.test(node.parent.name.getText())) ||
  (ts.isCallExpression(node.parent) &&
    ASKING.test(node.parent.expression.getText()) &&
    !node.properties.some((property) => property.name !== undefined && /^(?:where|select)$/.test(property.name.getText())));

function properties(node: ts.ObjectLiteralExpression): Change[] {
  return node.properties
    .filter((property) => !ts.isSpreadAssignment(property))
    .map((gone) => {
      const kept = node.properties.filter((property) => property !== gone).map((property) => property.getText());
      return { node, text: `{ ${kept.join(', ')} }`, what: `${short(gone)} in a query → nothing` };
    });
}

// Without them the driver refuses the statement, which says nothing of the tests.
const isParameters = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && /(?:execute|query|Execute|Query)$/.test(node.parent.expression.getText());

function literal(node: ts.Node): Change[] {
  if (!ts.isExpression(node) || isName(node) || isStatementTag(node.parent)) return [];
  const change = (text: string): Change[] => [{ node, text, what: `${short(node)} → ${text}` }];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return change('false');
  if (node.kind === ts.SyntaxKind.FalseKeyword) return change('true');
  if (ts.isNumericLiteral(node)) return change(String(Number(node.text.replaceAll('_', '')) + 1));
  if (ts.isRegularExpressionLiteral(node)) return patterns(node);
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return [];
  const text = node.getText();
  const inside = text.slice(1, -1);
  if (isSql(inside)) return statement(node, node);
  return inside === '' || isSentence(inside) ? [] : change("''");
}

/** @param text the string or template that `node` is, or carries behind its tag */
function statement(node: ts.Node, text: ts.Node): Change[] {
  const quoted = text.getText();
  const before = node.getText().slice(0, -quoted.length);
  return sqlChanges(quoted.slice(1, -1)).map(({ from, to, sql }) => ({
    node,
    text: before + quoted[0]! + sql + quoted[0]!,
    what: `${oneLine(from)} → ${to}`,
  }));
}

/** What people read is not what this looks at: its sense is not in its bytes. */
const isSentence = (text: string): boolean => /\p{Script=Hangul}/u.test(text);

const isName = (node: ts.Node): boolean =>
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node) ||
  ts.isLiteralTypeNode(node.parent) ||
  (ts.isPropertyName(node) && ts.isPropertySignature(node.parent));

const PATTERNS: readonly [RegExp, string, string][] = [
  [/^\/\^/, '/', 'without ^'],
  [/\$(?=\/\w*$)/, '', 'without $'],
  [/(?<!\\)\\d/, '\\D', '\\d as \\D'],
  [/\[\^/, '[', '[^ as ['],
  [/(?<=[\w\])])[+*](?!\?)/, '', 'once'],
];

function patterns(node: ts.RegularExpressionLiteral): Change[] {
  return PATTERNS.filter(([found]) => found.test(node.text)).map(([found, to, how]) => ({
    node,
    text: node.text.replace(found, to),
    what: `${short(node)} → ${how}`,
  }));
}

/** The opposite of what a function answers, where it says of which type that is. */
function returned(node: ts.Node): Change[] {
  const { parent } = node;
  const whole = ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node);
  if (!whole || !ts.isExpression(node) || isPlain(node)) return [];
  const type = ts
    .findAncestor(parent, ts.isFunctionLike)
    ?.type?.getText()
    .replace(/^Promise<(.*)>$/s, '$1');
  const to = type === undefined ? undefined : OTHERWISE.find(([said]) => said.test(type))?.[1];
  if (to === undefined) return [];
  return [{ node, text: to, what: `return ${short(node)} → ${to}` }];
}

const isPlain = (node: ts.Node): boolean =>
  ts.isLiteralExpression(node) ||
  ts.isObjectLiteralExpression(node) ||
  ts.isConditionalExpression(node) ||
  /^(?:null|undefined|true|false|\[\])$/.test(node.getText());

const OTHERWISE: readonly [RegExp, string][] = [
  [/^boolean$/, 'false'],
  [/^number$/, '-1'],
  [/\| null$/, 'null'],
  [/^string$/, "''"],
  [/\[\]$/, '[]'],
];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const short = (node: ts.Node): string => {
  const text = oneLine(node.getText());
  return text.length > 90 ? `${text.slice(0, 60)}…${text.slice(-25)}` : text;
};

function named(file: string, tree: ts.SourceFile, changes: readonly Change[]): Mutant[] {
  const before = new Map<string, number>();
  return changes.map(({ node, what }) => {
    const name = `${file} ${functionOf(node)}: ${what}`;
    const times = (before.get(name) ?? 0) + 1;
    before.set(name, times);
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    return { file, line: line + 1, name: times === 1 ? name : `${name} (${times})` };
  });
}

function functionOf(node: ts.Node): string {
  const owner = ts.findAncestor(
    node,
    (above) => (ts.isFunctionDeclaration(above) || ts.isVariableDeclaration(above)) && above.name !== undefined && isTopLevel(above),
  ) as ts.FunctionDeclaration | ts.VariableDeclaration | undefined;
  return owner?.name?.getText() ?? 'file';
}

const isTopLevel = (node: ts.Node): boolean =>
  ts.isSourceFile(node.parent) || (ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent));

function instrumented(tree: ts.SourceFile, changes: readonly Change[], first: number): string {
  const byNode = Map.groupBy(
    changes.map((change, index) => ({ ...change, awake: `globalThis.__mutants.awake(${first + index})` })),
    ({ node }) => node,
  );
  const source = tree.getFullText();
  const render = (node: ts.Node): string => {
    let text = '';
    let at = node.getStart();
    ts.forEachChild(node, (child) => {
      text += source.slice(at, child.getStart()) + render(child);
      at = child.getEnd();
    });
    text += source.slice(at, node.getEnd());
    const own = byNode.get(node);
    if (!own) return text;
    if (own[0]!.text === null) return `{ if (!${own[0]!.awake}) { ${text} } }`;
    return `(${own.reduceRight((otherwise, { awake, text }) => `${awake} ? (${text}) : ${otherwise}`, `(${text})`)})`;
  };
  return render(tree);
}
