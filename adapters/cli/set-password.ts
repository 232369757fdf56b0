import { Effect } from "effect"
import type { PasswordsBusy } from "../../application/ports/password-hasher.ts"
import { ruleMessage } from "../../application/rule-message.ts"
import type { LoginNotUnique, ProfileRefused } from "../../domain/account/errors.ts"
import { type Command, noArguments, readFlags } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { failureOf, UsageError } from "./failure.ts"
import { readNewPassword } from "./password-input.ts"
import { flagsHelp } from "./settings/help.ts"
import { readSettings, settingFlags } from "./settings/settings.ts"
import { commonOptions } from "./shop-options.ts"
import { requireDecoded } from "./utf8.ts"

const usage = `Usage: shopwright set-password --login NAME [options]

Sets the password of any account and ends its sessions.

${flagsHelp("passwords", [
  ["--login NAME", "a user name, the e-mail address of an account that signs in by e-mail, or a phone number"],
  ["--by KIND", "username, email or phone; required only if the login belongs to several accounts"],
])}
`

const flags = {
  login: { type: "string" },
  by: { type: "string" },
} as const

const kinds = ["username", "email", "phone"] as const

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, { ...flags, ...settingFlags("passwords") })
  noArguments(positionals)
  const settings = await readSettings("passwords", values)
  const { login, by } = values
  if (login === undefined) throw new UsageError("--login is missing")
  if (by !== undefined && !kinds.some((kind) => kind === by))
    throw new UsageError(`--by must be one of ${kinds.join(", ")}, not '${by}'`)
  const database = persistentDatabase(settings)
  const given = settings.value("password")
  const password = given === undefined ? await readNewPassword() : requireDecoded(given, "The password")
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    const command = { login, by: kinds.filter((kind) => by === undefined || kind === by), password }
    await Effect.runPromise(Effect.mapError(shop.useCases.setPassword(command), failureOf(describeError)))
  } finally {
    await shop.close()
  }
  process.stdout.write(`set the password of ${login}\n`)
}

const describeError = (error: LoginNotUnique | ProfileRefused | PasswordsBusy): string => {
  switch (error._tag) {
    case "LoginNotUnique":
      return error.matches === 0
        ? `No account signs in as '${error.login}'`
        : `${error.matches} accounts sign in as '${error.login}'; choose one with --by username, email or phone`
    case "ProfileRefused":
      return `The password was rejected: ${error.faults.map(({ field, rule }) => `${field} ${ruleMessage(rule)}`).join("; ")}`
    case "PasswordsBusy":
      return "Too many passwords are being hashed; try again in a moment"
  }
}

export const setPassword: Command = { summary: "set the password of an account", usage, run }
