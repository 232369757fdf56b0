import { adminRules, asCommand } from "./admin.ts"
import { type Command, noArguments, readFlags, variable } from "./command.ts"
import { databaseHelp, readPersistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { readNewPassword } from "./password-input.ts"
import { requireDecoded } from "./utf8.ts"

const usage = `Usage: shopwright create-admin --username NAME [options]

Creates an admin: an account that manages the catalogue and sees all orders.

  --username NAME  the user name; signs in to ecommerce-backend, myecommerce, webstore and
                   shopwright
  --email ADDRESS  the e-mail address; required to sign in to nitrmart
  --phone NUMBER   the phone number with its country code, such as +919876543210; required to sign in to phone-login,
                   and accepted by myecommerce
  --password TEXT  the password (variable SHOPWRIGHT_PASSWORD; default: prompts for it, or reads one line from standard
                   input). Other users can see flags in the list of processes, so prefer the variable or the prompt.
${databaseHelp}
`

const flags = {
  username: { type: "string" },
  email: { type: "string" },
  phone: { type: "string" },
  password: { type: "string" },
  database: { type: "string" },
} as const

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(args, flags)
  noArguments(positionals)
  const { username, email, phone } = values
  if (username === undefined) throw new UsageError("--username is missing")
  const database = readPersistentDatabase(values.database)
  const given = values.password ?? variable("SHOPWRIGHT_PASSWORD")
  const password = given === undefined ? await readNewPassword() : requireDecoded(given, "The password")
  const admin = { username, password, ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) }
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ database })
  try {
    await asCommand(shop.useCases.createAdmin(admin, adminRules), admin)
  } finally {
    await shop.close()
  }
  process.stdout.write(`created the admin ${username}\n`)
}

export const createAdmin: Command = { summary: "create an account that manages the shop", usage, run }
