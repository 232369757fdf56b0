import type { ShopOptions } from "../../composition/settings.ts"
import { mailOptions } from "./mail-options.ts"
import type { Settings } from "./settings/settings.ts"

/** The options of a shop that every command opens in the same way. */
export const commonOptions = (settings: Settings): Omit<ShopOptions<unknown, unknown>, "database"> => ({
  registration: settings.value("registration"),
  policies: settings.value("policies"),
  metadata: settings.value("metadata"),
  modules: settings.value("modules"),
  passwordCost: settings.value("passwordCost"),
  mail: { passwordUrl: settings.value("mail.passwordUrl") },
  lowStockThreshold: settings.value("lowStockThreshold"),
  currency: settings.value("currency"),
  exclusiveMedia: settings.value("exclusiveMedia"),
})

/** The options of a shop that `serve` opens, without its keys. */
export const servedOptions = (settings: Settings): Omit<ShopOptions<unknown, unknown>, "database" | "media"> => {
  const acceptUntil = settings.value("foreignTokens.acceptUntil")
  return {
    ...commonOptions(settings),
    signInPolicy: settings.value("signInPolicy"),
    sessionPolicy: withoutUndefined({
      idleSeconds: settings.value("sessionPolicy.idleSeconds"),
      maxPerAccount: settings.value("sessionPolicy.maxPerAccount"),
    }),
    foreignTokens: acceptUntil === undefined ? undefined : { acceptUntil },
    passwordQueue: settings.value("passwordQueue"),
    unpaidOrderTtlSeconds: settings.value("unpaidOrderTtlSeconds"),
    maxUnpaidOrders: settings.value("maxUnpaidOrders"),
    buyersCancel: settings.value("buyersCancel"),
    guestOrders: settings.value("guestOrders"),
    timeZone: settings.value("timeZone"),
    statementTimeoutSeconds: settings.value("statementTimeoutSeconds"),
    lockWaitSeconds: settings.value("lockWaitSeconds"),
    queueTimeoutSeconds: settings.value("queueTimeoutSeconds"),
    preparedStatements: settings.value("preparedStatements"),
    mail: mailOptions(settings),
    webhooks: settings.value("webhooks"),
    onBackgroundError: settings.value("onBackgroundError"),
  }
}

const withoutUndefined = <A extends object>(values: A): { readonly [Key in keyof A]?: NonNullable<A[Key]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof A]?: NonNullable<A[Key]>
  }
