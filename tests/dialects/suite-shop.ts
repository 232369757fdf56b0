import { afterAll, beforeAll } from "vitest"
import type { EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, newBuyer, newShop } from "./shopwright.ts"

/** A served shop with the products of `newShop`, an admin and two buyers. */
interface SuiteShop {
  readonly served: ServedShop
  readonly admin: Awaited<ReturnType<typeof newShop>>
  readonly mia: Buyer
  readonly leo: Buyer
}

/** Opens a shop of the dialect shopwright before the tests of a suite, and closes it after them. */
export const suiteShop = (empty: () => Promise<EmptyDatabase>): SuiteShop => {
  let database: EmptyDatabase | undefined
  let server: ServedShop | undefined
  let opened: SuiteShop | undefined
  beforeAll(async () => {
    database = await empty()
    server = await serveShop({ dialect: "shopwright", database: database.option })
    const admin = await newShop(server)
    const [mia, leo] = [await newBuyer(server.ask, "mia"), await newBuyer(server.ask, "leo")]
    opened = { served: server, admin, mia, leo }
  })
  afterAll(async () => {
    await server?.close()
    await database?.drop()
  })
  const open = (): SuiteShop => {
    if (opened === undefined) throw new Error("The shop is open while tests run, not before.")
    return opened
  }
  return {
    get served() {
      return open().served
    },
    get admin() {
      return open().admin
    },
    get mia() {
      return open().mia
    },
    get leo() {
      return open().leo
    },
  }
}
