import { Effect } from "effect"
import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { openHttpDriver } from "../../adapters/testing/drivers/http.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import { withoutReading } from "../laws/without.ts"
import { serveShop } from "../support/http.ts"

const admin = { username: "admin", password: "admin12345" }

describeLaws(
  "our server over HTTP, in memory",
  async () => {
    const served = await serveShop()
    const rules = { required: [], password: defaultPasswordRule }
    await Effect.runPromise(served.shop.useCases.createAdmin(admin, rules))
    const driver = await openHttpDriver({ url: `${served.url}/api`, admin, keys: true })
    return { ...driver, close: () => driver.close().finally(served.close) }
  },
  { numRuns: 25, without: withoutReading },
)
