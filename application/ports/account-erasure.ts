import type { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { LastAdmin } from "../../domain/account/errors.ts"
import type { PictureName } from "../../domain/account/picture.ts"

/** What remains to be done after an erasure. */
export interface Erased {
  /** The file to delete. It is noted as unused in the same step, where the store has `UnusedPictures`. */
  readonly picture: PictureName | null
}

/**
 * Erases people. The account remains as a number, inactive, for its orders. All other ports treat it as one that does
 * not exist: they find no account, change nothing, add no token, and record no order. A registration may use its
 * identifiers again.
 */
export interface AccountErasure {
  /**
   * Removes all personal data of an account in one step: identifiers, profile, password, search words, sessions, tokens,
   * queued mails, and the deliveries, notes, reasons and idempotency keys of its orders. Removes identifiers and deliveries from
   * recorded events as well, and records `AccountErased`. Returns `null` if no account has this id. Erasing again is a
   * no-op. Fails for the only active admin (`keepAnAdmin`).
   *
   * An order that is recorded at the same time is either recorded before, and loses its delivery, or is rejected with
   * `UnknownAccount`.
   */
  readonly erase: (account: AccountId, at: Date) => Effect.Effect<Erased | null, LastAdmin>
}
