import type { ShopOptions } from "../../../composition/settings.ts"
import { type Kind, text } from "./kind.ts"
import { optional } from "./setting.ts"
import { accepted, boolean, list, object } from "./structure.ts"

const number = accepted<number>("a number", (value) => typeof value === "number")

type Webhook = NonNullable<ShopOptions["webhooks"]>[number]

/** The endpoints of webhooks. `openShop` checks their values. */
const webhooks: Kind<ReadonlyArray<Webhook>> = list(
  object<Webhook>(
    {
      url: text(),
      secret: accepted("a text or a list of texts", (value) => typeof value === "string" || Array.isArray(value)),
      events: list(text()),
      name: text(),
      allowPrivate: boolean,
      timeoutSeconds: number,
      retrySeconds: number,
      retryHours: number,
    },
    ["url", "secret"],
  ),
)

/** The setting of webhooks. It has no variable, because it is a list with secrets. */
export const webhookSettings = {
  webhooks: optional(webhooks, {
    isSecret: true,
    about: "the addresses that receive the shop's events as signed messages; see docs/webhooks.md",
    usual: "none",
  }),
}
