import { DataSource } from "typeorm"
import type { Layer } from "./layer.ts"

export const open = async (url: string): Promise<Layer> => {
  const source = await new DataSource({ type: "postgres", url }).initialize()
  return {
    run: (work) =>
      source.transaction((manager) =>
        work({
          transaction: async (text, values) => {
            const result = await manager.queryRunner?.query(text, [...values], true)
            return result?.records ?? []
          },
          note: (note) => manager.query("insert into invoice (note) values ($1)", [note]),
        }),
      ),
    close: () => source.destroy(),
  }
}
