import { type EntityManager, UniqueConstraintViolationException } from "@mikro-orm/core"
import { Effect } from "effect"
import type { Accounts } from "../../../application/ports/accounts.ts"
import { type Account, AccountId } from "../../../domain/account/account.ts"
import { IdentifierTaken } from "../../../domain/account/errors.ts"
import type { EmailAddress, Username } from "../../../domain/account/identifier.ts"
import type { Database } from "./database.ts"
import { AccountRow } from "./entities.ts"

/** The columns of an account, however they were read. */
export interface AccountColumns {
  readonly id: number
  readonly username?: string | null | undefined
  readonly email?: string | null | undefined
  readonly isAdmin: boolean
  readonly isActive: boolean
}

/** What was checked when it was stored is not checked again when it is read. */
export const accountOf = ({ id, username, email, isAdmin, isActive }: AccountColumns): Account => ({
  id: AccountId(id),
  username: (username ?? null) as Username | null,
  email: (email ?? null) as EmailAddress | null,
  isAdmin,
  isActive,
})

export const makeAccounts = (em: EntityManager, database: Database): Accounts => ({
  add: (account, passwordHash) =>
    Effect.tryPromise({
      try: async () => ({
        ...account,
        id: AccountId(await em.fork().insert(AccountRow, { ...account, passwordHash })),
      }),
      catch: (error) => error,
    }).pipe(
      Effect.catch((error) =>
        error instanceof UniqueConstraintViolationException
          ? Effect.fail(new IdentifierTaken({ identifier: "username" }))
          : Effect.die(error),
      ),
    ),

  findByUsername: (username) =>
    Effect.promise(async () => {
      const row = await em.fork().findOne(AccountRow, { username })
      return row === null ? null : { account: accountOf(row), passwordHash: row.passwordHash }
    }),

  promote: (id, passwordHash) =>
    Effect.promise(async () => {
      const s = database.schema
      await database.rows(
        {
          name: "promote",
          text: `with ended as (delete from ${s}.session where account = $1)
            update ${s}.account set is_admin = true, password_hash = $2 where id = $1`,
        },
        [id, passwordHash],
      )
    }),
})
