import knex from "knex"
import type { Layer } from "./layer.ts"

export const open = async (url: string): Promise<Layer> => {
  const db = knex({ client: "pg", connection: url })
  return {
    run: (work) =>
      db.transaction(async (trx) =>
        work({
          transaction: await trx.client.acquireConnection(),
          note: async (note) => trx("invoice").insert({ note }),
        }),
      ),
    close: () => db.destroy(),
  }
}
