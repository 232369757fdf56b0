import { Pool, types } from "pg"
import { afterAll, expect, it } from "vitest"
import type { HostPool, HostStatement } from "../../adapters/persistence/host.ts"
import { migrate } from "../../adapters/persistence/mikro-orm/open.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { isTextColumn } from "../../adapters/persistence/postgres/column-types.ts"
import { rowsOfHost } from "../../adapters/persistence/postgres/host-rows.ts"
import { openOnHost } from "../../adapters/persistence/postgres/open-host.ts"
import { describePersistence } from "../../adapters/testing/contracts/persistence.ts"
import { freshDatabase } from "../support/postgres.ts"

const INT8 = 20
/** The object ids of the types that hold text. */
const TEXTS = new Set([19, 25, 1042, 1043, 2950])

/** Which columns held text, and which held something else, in any statement. */
const kinds = { text: new Set<string>(), other: new Set<string>() }

/** How a database layer reads rows. */
interface Reader {
  readonly rowMode?: "array"
  readonly getTypeParser: (oid: number) => (text: string) => unknown
}

/** A pool that reads rows in its own way and ignores the parsers of the shop, as other layers do. */
const reading = (pool: Pool, { rowMode, getTypeParser }: Reader): HostPool => {
  const send = async (client: Pick<Pool, "query">, statement: string | HostStatement) => {
    if (typeof statement === "string") return client.query(statement)
    const { text, values } = statement
    const result = await client.query({ text, values, types: { getTypeParser }, ...(rowMode && { rowMode }) } as never)
    const { rows, fields } = result as unknown as { rows: ReadonlyArray<object>; fields: ReadonlyArray<Field> }
    for (const { name, dataTypeID } of fields) kinds[TEXTS.has(dataTypeID) ? "text" : "other"].add(name)
    return { rows: rowsOfHost(rowMode === undefined ? rows : { rows, fields }) }
  }
  return {
    query: (statement) => send(pool, statement),
    connect: async () => {
      const client = await pool.connect()
      return { query: (statement) => send(client, statement), release: (error) => client.release(error) }
    },
  }
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

const openReading = async (reader: Reader): Promise<Persistence> => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  const pool = new Pool({ connectionString: database.url, max: 10 })
  const store = await openOnHost({ pool: reading(pool, reader) })
  const close = async () => {
    await store.close()
    await pool.end()
    await database.drop()
  }
  return { ...store, close }
}

describePersistence("PostgreSQL with rows of arrays of texts", () =>
  openReading({ rowMode: "array", getTypeParser: () => (text) => text }),
)

describePersistence("PostgreSQL with the values of other layers", () =>
  openReading({
    getTypeParser: (oid) => (oid === INT8 ? BigInt : (types.getTypeParser(oid) as (text: string) => unknown)),
  }),
)

it("knows every column of text, and no other column has the name of one", () => {
  expect(kinds.text.size).toBeGreaterThan(10)
  expect([...kinds.text].filter((name) => !isTextColumn(name)).toSorted()).toEqual([])
  expect([...kinds.other].filter(isTextColumn).toSorted()).toEqual([])
})

afterAll(() => {
  kinds.text.clear()
  kinds.other.clear()
})
