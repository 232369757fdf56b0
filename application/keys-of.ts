import { AccountId } from "../domain/account/account.ts"
import type { Manager } from "../domain/account/actor.ts"

/** Returns the account whose idempotency keys an actor uses. No account has the id 0: these keys are the operator's. */
export const keysOf = ({ id }: Manager): AccountId => id ?? AccountId(0)
