/** A table, its class, and the room whose files alone write it. */
export interface OwnedTable {
  table: string;
  entity: string;
  room: string;
}

export interface Write {
  table: string;
  /** The statement's beginning, for the message. */
  text: string;
  /** Columns that a statement sets, as far as they can be read from it; names as in the code or in SQL. */
  sets: string[];
}

const METHODS = 'insert|update|delete|save|upsert|increment|decrement|remove|softDelete|restore|clear';

/**
 * Statements of a source text that write a table: by SQL, by the entity manager's methods, or by the helpers of
 * `database/database.ts`. What is built in a way that this does not read (a table's name in a variable) is not found.
 */
export function writesOf(text: string, tables: readonly OwnedTable[]): Write[] {
  const byTable = new Map(tables.map((table) => [table.table, table]));
  const byEntity = new Map(tables.map((table) => [table.entity, table]));
  const found: Write[] = [];
  const add = (owned: OwnedTable | undefined, index: number) => {
    if (!owned) return;
    const statement = text.slice(index, index + 400).split(/;\n|\n\n/)[0] ?? '';
    found.push({ table: owned.table, text: statement.slice(0, 100).replace(/\s+/g, ' '), sets: columnsSet(statement) });
  };
  for (const match of text.matchAll(/\b(?:INTO|UPDATE|DELETE FROM|TRUNCATE TABLE|TRUNCATE)\s+[`"]?(\w+)/g))
    add(byTable.get(match[1] ?? ''), match.index);
  for (const match of text.matchAll(new RegExp(`\\.(?:${METHODS})\\(\\s*([A-Z]\\w+)\\b`, 'g')))
    add(byEntity.get(match[1] ?? ''), match.index);
  for (const match of text.matchAll(new RegExp(`\\b([A-Z]\\w+)\\.(?:${METHODS})\\(`, 'g'))) add(byEntity.get(match[1] ?? ''), match.index);
  for (const match of text.matchAll(/\b(?:insertRows|updateRows)\(\s*\w+,\s*([A-Z]\w+)\b/g)) add(byEntity.get(match[1] ?? ''), match.index);
  for (const match of text.matchAll(/getRepository\(\s*([A-Z]\w+)\s*\)\s*\.(?:insert|update|delete|save|upsert)/g))
    add(byEntity.get(match[1] ?? ''), match.index);
  return found;
}

function columnsSet(statement: string): string[] {
  const sql = /\bSET\b([\s\S]*?)(?:\bWHERE\b|$)/.exec(statement)?.[1];
  if (sql !== undefined) return [...sql.matchAll(/(\w+)\s*=/g)].map((match) => match[1] ?? '');
  return [...statement.matchAll(/[{,]\s*(\w+)(?=\s*[:,}])/g)].map((match) => match[1] ?? '');
}
