import type { SQL } from "drizzle-orm"
import { PgDialect, type PreparedQueryConfig } from "drizzle-orm/pg-core"
import type { Db } from "./database.ts"

const dialect = new PgDialect()

/** Runs a statement that each connection plans once: for those that take longer to plan than to run. Its text is always the same for a name. */
export async function runPrepared<Row>(db: Pick<Db, "_">, name: string, statement: SQL): Promise<Row[]> {
  type Rows = PreparedQueryConfig & { execute: { rows: Row[] } }
  const query = dialect.sqlToQuery(statement)
  return (await db._.session.prepareQuery<Rows>(query, undefined, name, false).execute()).rows
}
