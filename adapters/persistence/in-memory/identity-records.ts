import type { NewAccountToken } from "../../../application/ports/account-tokens.ts"
import type { Credentials } from "../../../application/ports/accounts.ts"
import type { NewApiKey } from "../../../application/ports/api-keys.ts"
import type { QueuedMail } from "../../../application/ports/mail-queue.ts"
import type { AccountDetails } from "../../../application/ports/profiles.ts"
import type { RefreshMark } from "../../../application/ports/refresh-rotations.ts"
import type { OpenSession } from "../../../application/ports/sessions.ts"
import type { Attempt, AttemptId } from "../../../application/ports/sign-in-attempts.ts"
import type { Account, AccountId } from "../../../domain/account/account.ts"
import type { ApiKey } from "../../../domain/account/api-key.ts"

/** An account as stored. */
export interface AccountRecord extends Credentials, AccountDetails {
  /** When the person was erased, or `null`. The ports find no account that was erased. */
  readonly erasedAt: Date | null
}

/** A guest as stored, and the account that has claimed it. */
export interface GuestRecord {
  readonly key: string
  readonly emailKey: string
  readonly claimedBy: AccountId | null
}

/** A session as stored. */
export interface SessionRecord extends OpenSession {
  /** Counts the sessions in the order in which they were opened. */
  readonly number: number
  readonly account: AccountId
  readonly passwordChangedAt: Date | null
  readonly tokenDigest: string
  readonly rotates: boolean
}

/** The token of a link as stored, and what it depends on. */
export interface AccountTokenRecord
  extends Omit<NewAccountToken, "digest">,
    Pick<Credentials, "passwordChangedAt">,
    Pick<Account, "email"> {}

/** An API key as stored. */
export interface ApiKeyRecord extends ApiKey, Pick<NewApiKey, "digest"> {}

/** A queued mail, and when it is due in milliseconds. */
export interface MailRecord extends QueuedMail {
  readonly dueAt: number
}

/** A used refresh token and its successor. */
export interface RotationRecord extends RefreshMark {
  readonly usedAt: Date
}

/** A sign-in attempt as stored. */
export interface AttemptRecord extends Attempt {
  readonly id: AttemptId
  readonly at: Date
  readonly failed: boolean
}
