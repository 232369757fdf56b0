import type { Queries } from "./database.ts"

/** The database cannot store every text, because its encoding is not UTF-8. */
export class UnsupportedEncoding extends Error {
  override readonly name = "UnsupportedEncoding"
  readonly encoding: string

  constructor(encoding: string) {
    super(
      `The database has the encoding ${encoding}, which cannot store every name and text. ` +
        "Create a database with the encoding UTF8: create database shop encoding 'UTF8' template template0.",
    )
    this.encoding = encoding
  }
}

/** Rejects a database whose encoding is not UTF-8. */
export const requireUtf8 = async (database: Queries): Promise<void> => {
  const text = "select pg_catalog.current_setting('server_encoding') as encoding"
  const [row] = await database.rows({ name: "server encoding", text }, [])
  rejectOtherEncoding(row?.encoding)
}

/** Rejects an encoding other than UTF-8. */
export const rejectOtherEncoding = (encoding: unknown): void => {
  if (encoding !== "UTF8") throw new UnsupportedEncoding(String(encoding))
}
