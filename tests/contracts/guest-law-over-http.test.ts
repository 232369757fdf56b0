import { openMailbox } from "../../adapters/mail/in-memory.ts"
import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { guestsOrderLikeAccounts } from "../../adapters/testing/laws/guests-order-like-accounts.ts"
import { ordersBelongToBuyers } from "../../adapters/testing/laws/orders-belong-to-buyers.ts"
import { openShopwrightDriver } from "../laws/shops/shopwright-driver.ts"
import { serveShop } from "../support/http.ts"

describeLaws(
  "guests of the dialect shopwright over HTTP, in memory",
  async () => {
    const { mailer, mails } = openMailbox()
    const mail = { mailer, passwordUrl: "https://shop.example/account" }
    return openShopwrightDriver(await serveShop({ dialect: "shopwright", options: { guestOrders: true, mail } }), mails)
  },
  { laws: [guestsOrderLikeAccounts, ordersBelongToBuyers], numRuns: 15 },
)
