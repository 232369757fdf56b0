import { Effect } from "effect"
import type { CommonPasswords } from "../../application/ports/common-passwords.ts"

/** The examples of the API documents. Front ends and tests written for a document use them. */
const documentExamples = new Set(["test12345", "example_password", "your_password", "new_password", "old_password"])

type Module = Pick<typeof import("@zxcvbn-ts/language-common"), "dictionary">

let loaded: Promise<ReadonlySet<string>> | undefined

/** Loads about 49,000 passwords (0.4 MB) on first use. */
const load = async (): Promise<ReadonlySet<string>> => {
  const imported: Module & { readonly default?: Module } = await import("@zxcvbn-ts/language-common")
  // The package is CommonJS. Some bundlers offer only its default export.
  const { dictionary } = imported.default ?? imported
  return new Set(dictionary["passwords-common"].map((password) => String(password).toLowerCase()))
}

/** The common passwords of zxcvbn-ts, except for the examples of the API documents. */
export const commonPasswords: CommonPasswords = {
  contains: (password) =>
    Effect.promise(async () => {
      const key = password.normalize("NFKC").toLowerCase()
      loaded ??= load()
      return !documentExamples.has(key) && (await loaded).has(key)
    }),
}
