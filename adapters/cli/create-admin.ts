import { adminRules, asCommand } from "./admin.ts"
import { type Command, noArguments, readFlags, variable } from "./command.ts"
import { databaseHelp, readKeptDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { readNewPassword } from "./password-input.ts"

const usage = `Usage: shopwright create-admin --username NAME [options]

Opens an account that may manage the catalogue and see every order.

  --username NAME  the name to sign in with at ecommerce-backend and myecommerce
  --email ADDRESS  an e-mail address; needed to sign in at nitrmart
  --phone NUMBER   a telephone number with its country code, such as +919876543210; needed to sign in at phone-login,
                   and good at myecommerce too
  --password TEXT  the password; better not given here, where others can read it in the list of processes:
                   else it is taken from the variable SHOPWRIGHT_PASSWORD, else asked for, or read as one line
                   from standard input
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
  const database = readKeptDatabase(values.database)
  const password = values.password ?? variable("SHOPWRIGHT_PASSWORD") ?? (await readNewPassword())
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

export const createAdmin: Command = { summary: "open an account that manages the shop", usage, run }
