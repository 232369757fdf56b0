import { Context, Effect } from "effect"
import type { Request } from "express"
import { OnRefusedSignIn } from "../../../application/account/refused-sign-in.ts"
import { loggedAddress } from "./client-address.ts"
import type { ServerLog } from "./server-log.ts"

/**
 * Adds to a context that every refused sign-in is logged with the client's address and the account, for tools such as
 * fail2ban. The entered login is not logged, because people sometimes enter a password there.
 */
export const loggingRefusedSignIns = (
  context: Context.Context<never>,
  logger: ServerLog,
  id: string,
  request: Request,
): Context.Context<never> =>
  Context.add(context, OnRefusedSignIn, ({ account, reason }) =>
    Effect.sync(() => {
      const name = account?.username ?? account?.email ?? account?.phone ?? null
      const facts = { requestId: id, address: loggedAddress(request), account: account?.id ?? null, name, reason }
      logger.warn(facts, "sign-in refused")
    }),
  )
