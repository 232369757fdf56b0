import { searchWords } from "../catalog/search-words.ts"
import type { Account } from "./account.ts"
import type { Profile } from "./profile.ts"

/**
 * Returns the words by which an account is found: those of its identifiers and of its names.
 *
 * @example
 * accountWords(account, { firstName: "Mia", lastName: "Chen" }).some((word) => word.startsWith("mia"))
 */
export const accountWords = (
  { username, email, phone, externalId }: Pick<Account, "username" | "email" | "phone" | "externalId">,
  { firstName, lastName }: Pick<Profile, "firstName" | "lastName">,
): ReadonlyArray<string> =>
  searchWords([username, email, phone, externalId, firstName, lastName].filter((text) => text).join(" "))
