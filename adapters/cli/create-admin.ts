import { adminRules, asCommand } from "./admin.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { UsageError } from "./failure.ts"
import { newPassword } from "./password-input.ts"
import { commonOptions } from "./shop-options.ts"

const run = async ({ positionals, value, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const [username, email, phone] = [value("username"), value("email"), value("phone")]
  if (username === undefined) throw new UsageError("--username is missing")
  const settings = await read()
  const database = persistentDatabase(settings)
  const password = await newPassword(settings)
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

export const createAdmin: Command = {
  summary: "create an account that manages the shop",
  synopsis: " --username NAME",
  about: "Creates an admin: an account that manages the catalogue and sees all orders.",
  scope: "passwords",
  flags: [
    {
      name: "username",
      value: "NAME",
      about: "the user name; signs in to ecommerce-backend, myecommerce, webstore and shopwright",
    },
    { name: "email", value: "ADDRESS", about: "the e-mail address; required to sign in to nitrmart" },
    {
      name: "phone",
      value: "NUMBER",
      about:
        "the phone number with its country code, such as +919876543210; required to sign in to phone-login, and accepted by myecommerce",
    },
  ],
  run,
}
