import type { ForeignAccount } from "../../../application/account/import-accounts.ts"
import { parseJson } from "../../../application/file/parse-json.ts"
import { plural } from "../../../application/plural.ts"
import { CommandFailure } from "../failure.ts"

/** The accounts of a dump, and what was left out, for people. */
export interface DjangoAccounts {
  readonly accounts: ReadonlyArray<ForeignAccount>
  /** Describes each account, such as `entry 3 (auth.user 7)`. */
  readonly places: ReadonlyArray<string>
  readonly notes: ReadonlyArray<string>
}

type Fields = Readonly<Record<string, unknown>>

/** The algorithms of hashes that shopwright checks. A hash that begins with ! matches no password. */
const readable = /^(bcrypt_sha256|bcrypt|pbkdf2_sha256|pbkdf2_sha1|scrypt|argon2)\$|^!/

/** The field names of telephone numbers in custom user models. */
const phoneFields = ["phone", "phone_number", "mobile"]

/**
 * Reads the accounts of a dump of Django: the entries of `auth.user`, or of another model that has a password and says
 * whether it is active.
 */
export const djangoAccounts = (bytes: Uint8Array, source: string): DjangoAccounts => {
  const entries = parseJson(bytes, source)
  if (!Array.isArray(entries)) throw new CommandFailure(`${source} is no Django dump: it must be a list of entries`)
  const found = entries.flatMap((entry: unknown, at) => {
    const fields = isObject(entry) && isObject(entry.fields) ? entry.fields : null
    if (!isObject(entry) || fields === null || !isAccount(fields)) return []
    return [{ place: `entry ${at + 1} (${entry.model} ${entry.pk})`, account: accountOf(entry.pk, fields) }]
  })
  if (found.length === 0)
    throw new CommandFailure(
      `${source} has no accounts: dump them with manage.py dumpdata auth.user, or your user model`,
    )
  const others = entries.length - found.length
  const unreadable = found.filter(({ account }) => !readable.test(account.passwordHash)).length
  return {
    accounts: found.map(({ account }) => account),
    places: found.map(({ place }) => place),
    notes: [
      ...(others > 0 ? [`left out ${plural(others, "entry", "entries")} of other models`] : []),
      ...(unreadable > 0
        ? [
            `${plural(unreadable, "account")} cannot sign in before a new password is set, because of an old kind of hash`,
          ]
        : []),
    ],
  }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isAccount = ({ password, is_active }: Fields): boolean =>
  typeof password === "string" && typeof is_active === "boolean"

const accountOf = (pk: unknown, fields: Fields): ForeignAccount => {
  const text = (name: string): string | undefined => {
    const value = fields[name]
    return typeof value === "string" && value !== "" ? value : undefined
  }
  const joined = text("date_joined") ?? text("created_at")
  return {
    id: typeof pk === "number" ? pk : undefined,
    username: text("username"),
    email: text("email"),
    phone: phoneFields.map(text).find((value) => value !== undefined),
    firstName: text("first_name"),
    lastName: text("last_name"),
    passwordHash: text("password") ?? "",
    isAdmin: fields.is_staff === true || fields.is_superuser === true,
    isActive: fields.is_active === true,
    createdAt: joined === undefined ? undefined : new Date(joined),
  }
}
