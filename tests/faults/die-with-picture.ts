// Registers with a picture, or replaces a picture, and kills itself at the worst moment: the new picture is stored and
// no account refers to it, or another picture has replaced it and it is not removed yet.
// Arguments: the database's URL, the folder, `register` or `replace`.
import { Effect } from "effect"
import { Client } from "pg"
import sharp from "sharp"
import { openPictureFolder } from "../../adapters/media/folder.ts"
import { openShop } from "../../composition/open-shop.ts"
import { ContainerModule, Port } from "../../composition/ports.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"

const [url = "", media = "", step] = process.argv.slice(2)
const die = Effect.sync((): never => {
  process.kill(process.pid, "SIGKILL")
  throw new Error("killed")
})
const folder = await openPictureFolder(media)
const deadly = new ContainerModule(({ rebind }) => {
  const accounts = {
    add: () => die,
    addFirstAdmin: () => die,
    find: () => Effect.succeed(null),
    ensureExternal: () => die,
    findById: () => die,
  }
  if (step === "register") rebind(Port.identity.accounts).toConstantValue(accounts)
  else rebind(Port.services.pictures).toConstantValue({ ...folder, remove: () => die })
})

const shop = await openShop({ database: { url }, media, passwordCost: 4, modules: [deadly] })
const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
  .png()
  .toBuffer()
const ann = await shop.register({ username: "ann", password: "a-long-password", picture })
if (!ann.ok) throw ann.error
const { account } = ann.value
// As the purge does a day later.
const client = new Client({ connectionString: url })
await client.connect()
await client.query("delete from shopwright.noted_picture")
await client.end()
await shop.updateProfile(account, { account: account.id, details: {}, picture, address: "" }, defaultPasswordRule)
throw new Error("this process should have died")
