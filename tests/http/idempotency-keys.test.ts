import { expect, test } from "vitest"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import { makeDialect } from "../../composition/dialects.ts"
import { openShop } from "../../composition/open-shop.ts"

/** The POSTs of `/v1/` without an `Idempotency-Key`, and why a repeat has no effect. */
const without: Readonly<Record<string, string>> = {
  "/v1/tokens": "is a sign-in",
  "/v1/tokens/refresh": "is a sign-in, and a used token has a grace period",
  "/v1/sessions": "is a sign-in",
  "/v1/accounts": "has no account yet to which a key could belong, and an identifier registers once",
  "/v1/me/erasure": "an erased account cannot be erased again",
  "/v1/orders/{order}/cancellation": "cancelling a cancelled order changes nothing",
  "/v1/password-resets": "sends another mail",
  "/v1/password-resets/complete": "the token works once",
  "/v1/accounts/{account}/password-links": "the link is not stored, so a repeat makes a new one",
  "/v1/api-keys": "the secret is not stored, so a repeat makes another key, which the list shows",
  "/v1/email-verifications": "sends another mail",
  "/v1/email-verifications/complete": "the token works once",
  "/v1/imports": "loads the file each time, as `shopwright import` does",
  "/v1/imports/demo": "loads the file each time, as `shopwright import` does",
  "/v1/me/guest-orders/claim": "claiming again changes nothing",
  "/v1/setup/admin": "the code works once",
  "/v1/subscribers/retry": "the events are due already",
  "/v1/system/stock/repair": "a repaired stock needs no repair",
}

interface Operation {
  readonly parameters?: ReadonlyArray<{ readonly in: string; readonly name: string }>
  readonly responses: Readonly<Record<string, object>>
}

test("every POST of /v1/ takes an Idempotency-Key, or needs none for a reason", async () => {
  const shop = await openShop({ database: "memory" })
  const { paths } = openApiDocument(makeDialect("shopwright", shop), "") as unknown as {
    readonly paths: Readonly<Record<string, { readonly post?: Operation }>>
  }
  await shop.close()
  const posts = Object.entries(paths).flatMap(([path, { post }]) => (post === undefined ? [] : [{ path, post }]))
  const takesKey = ({ parameters = [] }: Operation) =>
    parameters.some((one) => one.in === "header" && one.name === "Idempotency-Key")
  const keyed = posts.filter(({ post }) => takesKey(post))
  const unkeyed = posts.filter(({ post }) => !takesKey(post)).map(({ path }) => path)
  expect(unkeyed.toSorted()).toEqual(Object.keys(without).toSorted())
  for (const { path, post } of keyed) expect(Object.keys(post.responses), path).toEqual(expect.arrayContaining(["422"]))
})
