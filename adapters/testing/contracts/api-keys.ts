import { describe, expect } from "vitest"
import type { NewApiKey } from "../../../application/ports/api-keys.ts"
import { type AccountId, AccountId as account } from "../../../domain/account/account.ts"
import { ApiKeyId } from "../../../domain/account/api-key.ts"
import { contractTestsOf } from "./contract-test.ts"
import { freshName, LATER, NOON, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const NO_LIMIT = 1000

/** A store that omits the ports for API keys passes. */
export const apiKeysContract = ({ store, shop }: Subject): void => {
  const newKey = (owner: AccountId): NewApiKey => ({
    digest: freshName("digest"),
    account: owner,
    name: "Nightly export’s 🔑",
    scopes: ["orders:read", "stock:write"],
    hint: "9f3a",
    createdAt: NOON,
    expiresAt: LATER,
  })
  const ports = () => store().apiKeys?.apiKeys

  describe("API keys", () => {
    const it = contractTestsOf("API keys")

    it("are found by the digest, with their owners, whether they have expired or not", async () => {
      const apiKeys = ports()
      if (apiKeys === undefined) return
      const owner = await shop().account()
      const { digest, ...key } = newKey(owner.id)
      const id = await run(apiKeys.add({ ...key, digest }, NO_LIMIT))
      expect(id).toMatch(/^[0-9a-f]{32}$/)
      expect(await run(apiKeys.find(digest))).toEqual({ key: { ...key, id, lastUsedAt: null }, owner })
      expect(await run(apiKeys.find(freshName("digest")))).toBeNull()
      const lasting = { ...newKey(owner.id), expiresAt: null }
      await run(apiKeys.add(lasting, NO_LIMIT))
      expect((await run(apiKeys.find(lasting.digest)))?.key.expiresAt).toBeNull()
    })

    it("have a limit for each account, and an account", async () => {
      const apiKeys = ports()
      if (apiKeys === undefined) return
      const [one, other] = [await shop().account(), await shop().account()]
      const last = newKey(one.id)
      expect(await run(apiKeys.add(newKey(one.id), 2))).not.toBeNull()
      expect(await run(apiKeys.add(newKey(one.id), 2))).not.toBeNull()
      expect(await run(apiKeys.add(last, 2))).toBeNull()
      expect(await run(apiKeys.find(last.digest))).toBeNull()
      expect(await run(apiKeys.add(newKey(other.id), 2))).not.toBeNull()
      expect(await run(apiKeys.add(newKey(account(2_000_000_000)), 2))).toBeNull()
    })

    it("are listed for all accounts, the newest first", async () => {
      const apiKeys = ports()
      if (apiKeys === undefined) return
      const [one, other] = [await shop().account(), await shop().account()]
      const old = await run(apiKeys.add(newKey(one.id), NO_LIMIT))
      const young = await run(apiKeys.add({ ...newKey(other.id), createdAt: LATER }, NO_LIMIT))
      const listed = (await run(apiKeys.list())).filter(({ owner }) => [one.id, other.id].includes(owner.id))
      expect(listed.map(({ key }) => key.id)).toEqual([young, old])
      expect(listed.map(({ owner }) => owner)).toEqual([other, one])
    })

    it("keep the time of the last use", async () => {
      const apiKeys = ports()
      if (apiKeys === undefined) return
      const key = newKey((await shop().account()).id)
      const id = await run(apiKeys.add(key, NO_LIMIT))
      await run(apiKeys.recordUse(id ?? ApiKeyId(""), LATER))
      expect((await run(apiKeys.find(key.digest)))?.key.lastUsedAt).toEqual(LATER)
      await run(apiKeys.recordUse(ApiKeyId("no id\0"), LATER))
    })

    it("are gone once they are removed", async () => {
      const apiKeys = ports()
      if (apiKeys === undefined) return
      const [key, kept] = [newKey((await shop().account()).id), newKey((await shop().account()).id)]
      const id = (await run(apiKeys.add(key, NO_LIMIT))) ?? ApiKeyId("")
      await run(apiKeys.add(kept, NO_LIMIT))
      expect(await run(apiKeys.remove(id))).toBe(true)
      expect(await run(apiKeys.remove(id))).toBe(false)
      expect(await run(apiKeys.remove(ApiKeyId("no id\0")))).toBe(false)
      await run(apiKeys.recordUse(id, LATER))
      expect(await run(apiKeys.find(key.digest))).toBeNull()
      expect(await run(apiKeys.find(kept.digest))).not.toBeNull()
    })

    it("are removed with their owner", async () => {
      const [apiKeys, erasure] = [ports(), store().erasure?.accountErasure]
      if (apiKeys === undefined || erasure === undefined) return
      const { id } = await shop().account()
      const key = newKey(id)
      await run(apiKeys.add(key, NO_LIMIT))
      await run(erasure.erase(id, LATER))
      expect(await run(apiKeys.find(key.digest))).toBeNull()
      expect(await run(apiKeys.add(newKey(id), NO_LIMIT))).toBeNull()
    })
  })
}
