// Writes the generated part of `shopwright/client`. Run it after a change of the API: npm run generate
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import { makeDialect } from "../../composition/dialects.ts"
import { openShop } from "../../composition/open-shop.ts"
import { clientFiles } from "./client-types.ts"

const folder = fileURLToPath(new URL("../../adapters/client/generated/", import.meta.url))
const shop = await openShop({ database: "memory" })
for (const [name, text] of Object.entries(clientFiles(openApiDocument(makeDialect("shopwright", shop), ""))))
  writeFileSync(folder + name, text)
await shop.close()
