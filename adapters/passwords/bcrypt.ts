import { createHash } from "node:crypto"
import { Effect } from "effect"
import type { PasswordHasher } from "../../application/ports/password-hasher.ts"

/** Django's name for bcrypt over the hex SHA-256 of a password, which is what is written here. */
const PREFIX = "bcrypt_sha256$"

/**
 * Password hashes in Django's `bcrypt_sha256` format. bcrypt alone reads 72 bytes and takes two long passwords with the
 * same beginning for one; over the digest it does not. `cost` is bcrypt's: each step doubles the work.
 */
export const makeBcryptHasher = async ({ cost = 12 }: { readonly cost?: number } = {}): Promise<PasswordHasher> => {
  // Loaded when a shop opens: where its native part could not be installed, the rest of the library still works.
  const { default: bcrypt } = await import("bcrypt").catch((cause: unknown) => {
    throw new Error('Passwords need the package "bcrypt", whose install script was not run here.', { cause })
  })
  const nobody = await bcrypt.hash(digest(""), cost)
  return {
    hash: (password) => Effect.promise(async () => PREFIX + (await bcrypt.hash(digest(password), cost))),
    verify: (password, hash) =>
      Effect.promise(async () => {
        const known = hash?.startsWith(PREFIX) ? hash.slice(PREFIX.length) : undefined
        const matches = await bcrypt.compare(digest(password), known ?? nobody)
        return matches && known !== undefined
      }),
  }
}

const digest = (password: string): string => createHash("sha256").update(password).digest("hex")
