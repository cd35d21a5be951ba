import type { EntityManager } from 'typeorm';

/** The transaction a store works in; a verb opens it and hands it down. */
export type Tx = EntityManager;

/** Rows of a statement, whatever its kind: TypeORM answers `[rows, count]` for UPDATE and DELETE, rows for the rest. */
export async function rows<Row>(tx: Tx, sql: string, params: unknown[] = []): Promise<Row[]> {
  const answer: unknown = await tx.query(sql, params);
  if (isPair(answer)) return answer[0] as Row[];
  return answer as Row[];
}

/** How many rows an UPDATE, DELETE or INSERT … RETURNING touched; zero is how a guarded change is refused. */
export async function changed(tx: Tx, sql: string, params: unknown[] = []): Promise<number> {
  const answer: unknown = await tx.query(sql, params);
  return isPair(answer) ? answer[1] : (answer as unknown[]).length;
}

function isPair(answer: unknown): answer is [unknown[], number] {
  return (
    Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number'
  );
}
