import { Effect } from "effect"
import { MAX_POSTPONED_SECONDS, type MailQueue, QueuedMailId } from "../../../application/ports/mail-queue.ts"
import { AccountId } from "../../../domain/account/account.ts"
import type { TokenPurpose } from "../../../domain/account/account-token.ts"
import type { Database } from "./database.ts"
import { dateOf, milliseconds } from "./time.ts"

interface MailRow {
  readonly id: number
  readonly purpose: TokenPurpose
  readonly account: number | null
  readonly requested_at: number
  readonly attempts: number
}

export const makeMailQueue = (database: Database): MailQueue => {
  const s = database.schema
  const send = (name: string, text: string, values: ReadonlyArray<unknown>): Effect.Effect<void> =>
    Effect.promise(async () => {
      await database.rows({ name, text }, values)
    })
  return {
    add: ({ purpose, account, requestedAt }) =>
      send(
        "queue mail",
        `insert into ${s}.queued_mail (purpose, account, requested_at, due_at) values ($1, $2, $3, $3)`,
        [purpose, account, requestedAt.toISOString()],
      ),

    take: (now, seconds) =>
      Effect.promise(async () => {
        const text = `update ${s}.queued_mail set due_at = $2, attempts = attempts + 1 where id = (
            select id from ${s}.queued_mail where due_at <= $1 or due_at > $3
            order by due_at, id limit 1 for update skip locked
          )
          returning id, purpose, account, ${milliseconds("requested_at")} as requested_at, attempts`
        const later = (by: number) => new Date(now.getTime() + by * 1000).toISOString()
        const values = [now.toISOString(), later(seconds), later(MAX_POSTPONED_SECONDS)]
        const [row] = await database.rows<MailRow>({ name: "take mail", text }, values)
        if (row === undefined) return null
        const { id, purpose, account, requested_at, attempts } = row
        return {
          id: QueuedMailId(id),
          purpose,
          account: account === null ? null : AccountId(account),
          requestedAt: dateOf(requested_at),
          attempts,
        }
      }),

    remove: (id) => send("remove mail", `delete from ${s}.queued_mail where id = $1`, [id]),

    postpone: (id, until) =>
      send("postpone mail", `update ${s}.queued_mail set due_at = $2 where id = $1`, [id, until.toISOString()]),
  }
}
