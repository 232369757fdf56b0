import { adminRules, asCommand } from "./admin.ts"
import { type Command, noArguments, readFlags } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { readNewPassword } from "./password-input.ts"
import { flagsHelp } from "./settings/help.ts"
import { readSettings, settingFlags } from "./settings/settings.ts"
import { commonOptions } from "./shop-options.ts"
import { requireDecoded } from "./utf8.ts"

const usage = `Usage: shopwright create-admin --username NAME [options]

Creates an admin: an account that manages the catalogue and sees all orders.

${flagsHelp("passwords", [
  ["--username NAME", "the user name; signs in to ecommerce-backend, myecommerce, webstore and shopwright"],
  ["--email ADDRESS", "the e-mail address; required to sign in to nitrmart"],
  [
    "--phone NUMBER",
    "the phone number with its country code, such as +919876543210; required to sign in to phone-login, and accepted by myecommerce",
  ],
])}
`

const flags = {
  username: { type: "string" },
  email: { type: "string" },
  phone: { type: "string" },
} as const

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, { ...flags, ...settingFlags("passwords") })
  noArguments(positionals)
  const settings = await readSettings("passwords", values)
  const { username, email, phone } = values
  if (username === undefined) throw new UsageError("--username is missing")
  const database = persistentDatabase(settings)
  const given = settings.value("password")
  const password = given === undefined ? await readNewPassword() : requireDecoded(given, "The password")
  const admin = { username, password, ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) }
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    await asCommand(shop.useCases.createAdmin(admin, adminRules), admin)
  } finally {
    await shop.close()
  }
  process.stdout.write(`created the admin ${username}\n`)
}

export const createAdmin: Command = { summary: "create an account that manages the shop", usage, run }
