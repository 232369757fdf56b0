import { Effect } from "effect"
import type { PasswordsBusy } from "../../application/ports/password-hasher.ts"
import { ruleMessage } from "../../application/rule-message.ts"
import type { LoginNotUnique, ProfileRefused } from "../../domain/account/errors.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { failureOf, UsageError } from "./failure.ts"
import { newPassword } from "./password-input.ts"
import { commonOptions } from "./shop-options.ts"

const kinds = ["username", "email", "phone"] as const

const run = async ({ positionals, value, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const [login, by] = [value("login"), value("by")]
  if (login === undefined) throw new UsageError("--login is missing")
  if (by !== undefined && !kinds.some((kind) => kind === by))
    throw new UsageError(`--by must be one of ${kinds.join(", ")}, not '${by}'`)
  const settings = await read()
  const database = persistentDatabase(settings)
  const password = await newPassword(settings)
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

export const setPassword: Command = {
  summary: "set the password of an account",
  synopsis: " --login NAME",
  about: "Sets the password of any account and ends its sessions.",
  scope: "passwords",
  flags: [
    {
      name: "login",
      value: "NAME",
      about: "a user name, the e-mail address of an account that signs in by e-mail, or a phone number",
    },
    {
      name: "by",
      value: "KIND",
      about: "username, email or phone; required only if the login belongs to several accounts",
    },
  ],
  run,
}
