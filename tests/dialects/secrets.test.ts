import { Client } from "pg"
import { expect, test } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { plain } from "../media/support.ts"
import { type HttpResponse, SECRET, serveShop } from "../support/http.ts"
import { freshDatabase } from "../support/postgres.ts"
import { personWith } from "./myecommerce.ts"
import { enrol, form, mediaFolder, signIn } from "./nitrmart.ts"

test("no response and no log line contains a password, a hash, another account's token or a stack trace", async () => {
  const database = await freshDatabase()
  await migrate(database)
  const media = await mediaFolder()
  const served = await serveShop({ database, dialect: "all", options: { media: media.folder } })
  const said: Array<string> = []
  const ask = async (...asking: Parameters<typeof served.ask>): Promise<HttpResponse> => {
    const response = await served.ask(...asking)
    said.push(response.text, JSON.stringify([...response.headers]))
    return response
  }
  const secrets: Array<string> = [SECRET]
  const secret = (text: string): string => {
    secrets.push(text)
    return text
  }
  const sql = new Client({ connectionString: database.url })
  try {
    const person = personWith(secret("first-secret-1"))
    const register = "/myecommerce/api/users/register/"
    await ask("POST", register, { body: person })
    await ask("POST", register, { body: person })
    await ask("POST", register, { body: { ...person, password: secret("tiny-2"), email: "x" } })
    await ask("POST", register, { body: `{"password": "${secret("broken-secret-3")}"` })
    await ask("POST", register, { body: secret("plain-secret-4"), headers: { "content-type": "text/plain" } })
    await ask("POST", "/nitrmart/users/", { body: form({ password: secret("form-secret-5") }, Buffer.from("none")) })
    for (const path of ["/myecommerce/api/token/", "/phone-login/api/login/", "/ecommerce-backend/api/users/login/"]) {
      await ask("POST", path, { body: { username: "user", password: secret(`wrong-secret-6${path}`) } })
      await ask("POST", path, {
        body: { username: [secret("listed-secret-7")], password: { a: secret("deep-secret-8") } },
      })
    }
    for (let i = 0; i < 8; i++)
      await ask("POST", "/myecommerce/api/users/login/", {
        body: { login: "user", password: secret("guess-secret-9") },
      })

    // Tokens may appear only in the response of their sign-in, so those responses are not collected.
    const anna = await enrol(served.ask, "anna", "/nitrmart")
    secrets.push(anna.access, anna.refresh, "your_password")
    await ask("GET", anna.path, { bearer: anna.access })
    await ask("GET", `${anna.path}?token=${anna.access}`)
    await ask("GET", anna.path, { bearer: secret(`${anna.access}x`) })
    await ask("GET", anna.path, { headers: { cookie: `access=${anna.access}` } })
    await ask("POST", "/nitrmart/users/token/refresh/", { body: { refresh: anna.access } })
    await ask("POST", "/phone-login/api/token/refresh/", { body: { refresh: secret("no-token-secret-10") } })
    const patch = (body: unknown) => ask("PATCH", anna.path, { bearer: anna.access, body })
    await patch({ password: secret("next-secret-11") })
    await patch({ password: secret("next-secret-11"), current_password: secret("bad-current-12") })
    await patch(form({ bio: "x" }, Buffer.from(secret("picture-secret-13"))))
    await patch(form({ bio: "x" }, await plain(9, 9).png().toBuffer()))
    await patch({ password: "next-secret-11", current_password: "your_password" })
    const again = await signIn(served.ask, "anna@nitrkl.ac.in", "next-secret-11", "/nitrmart")
    secrets.push(again.access, again.refresh)
    await ask("GET", again.path, { bearer: again.access })

    await sql.connect()
    const { rows } = await sql.query<{ readonly password_hash: string }>("select password_hash from shopwright.account")
    expect(rows.length).toBeGreaterThanOrEqual(2)
    secrets.push(...rows.map(({ password_hash }) => password_hash), "bcrypt_sha256", "$2b$")
    // The database rejects a row and quotes all of it; then the tables are missing.
    await sql.query("alter table shopwright.account add constraint unlucky check (username <> 'unlucky')")
    const unlucky = { ...person, username: "unlucky", phone_number: "+919876543211", password: secret("row-secret-14") }
    expect((await ask("POST", register, { body: unlucky })).status).toBe(500)
    await sql.query("alter schema shopwright rename to gone")
    const broken = await ask("POST", "/myecommerce/api/token/", {
      body: { username: "user", password: "first-secret-1" },
    })
    expect(broken.status).toBe(503)
    await ask("GET", again.path, { bearer: again.access })
  } finally {
    await sql.end()
    await served.close()
    await database.drop()
    await media.drop()
  }
  expect(said.length).toBeGreaterThan(60)
  for (const text of said) {
    expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.ts\b/)
    for (const hidden of secrets) expect(text).not.toContain(hidden)
  }
  expect(served.log()).toContain("defect")
  for (const hidden of secrets) expect(served.log()).not.toContain(hidden)
})
