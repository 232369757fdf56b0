import { Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { changeStatus } from "../../../domain/order/change-status.ts"
import { OrderId } from "../../../domain/order/order.ts"
import { anyHistory } from "../arbitraries/orders.ts"
import { anyOptionalTextUpTo } from "../arbitraries/values.ts"
import { contractTestsOf } from "./contract-test.ts"
import { forAll } from "./for-all.ts"
import { errorOf, LATER, NOON, race, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const NO_ORDER = OrderId(999_999_999)

export const orderHistoryContract = ({ store, shop }: Subject): void => {
  const history = () => store().orders.history
  const placeOne = async () => {
    const buyer = await shop().account()
    const { id: product } = await shop().product({ stock: 9 })
    return { buyer, order: await shop().place(buyer, [{ product, quantity: 1 }]) }
  }

  describe("order history", () => {
    const it = contractTestsOf("order history")

    it("contains each step with its time and account, from the placing on, and nothing of other orders", {
      law: "only legal steps",
    }, async () => {
      const { buyer, order } = await placeOne()
      const admin = await shop().account()
      const other = await placeOne()
      const placing = { status: "created", at: NOON, by: buyer.id, reason: "" }
      expect(await run(history().find(order.id))).toEqual({
        order: { ...order, username: buyer.username },
        steps: [placing],
        note: "",
      })
      const paid = await shop().amend(order, "paid", LATER, admin.id)
      const shipped = await shop().amend(paid, "shipped", NOON)
      expect(await run(history().find(order.id))).toEqual({
        order: { ...shipped, username: buyer.username },
        steps: [
          placing,
          { status: "paid", at: LATER, by: admin.id, reason: "" },
          { status: "shipped", at: NOON, by: null, reason: "" },
        ],
        note: "",
      })
      expect((await run(history().find(other.order.id)))?.steps).toHaveLength(1)
    })

    it("is null for an unknown order", async () => {
      expect(await run(history().find(NO_ORDER))).toBeNull()
      expect(await run(history().setNote(NO_ORDER, "x", NOON))).toBe(false)
    })

    it("contains one step of many concurrent decisions from one state", { law: "no lost update" }, async () => {
      const { order } = await placeOne()
      const change = Result.getOrThrow(changeStatus(order, "paid", LATER))
      if (change === null) throw new Error("the order is paid already")
      const ends = await race(Array.from({ length: 8 }, () => store().orders.ledger.recordStatusChange(change)))
      expect(ends.filter(Result.isSuccess)).toHaveLength(1)
      expect((await run(history().find(order.id)))?.steps.map(({ status }) => status)).toEqual(["created", "paid"])
    })

    it("keeps the reason of a cancellation exactly", async () => {
      const { order } = await placeOne()
      const reason = "Ordered twice. „ü“ 💡\n'; drop table orders; --"
      await shop().amend(order, "cancelled", LATER, order.account, reason)
      const steps = (await run(history().find(order.id)))?.steps
      expect(steps?.at(-1)).toEqual({ status: "cancelled", at: LATER, by: order.account, reason })
    })

    it("keeps the last note of an order exactly, through changes of its status", async () => {
      const { order } = await placeOne()
      for (const note of ["first", "Leave it at the door. „ü“ 💡\n'; drop table orders; --"]) {
        expect(await run(history().setNote(order.id, note, LATER))).toBe(true)
        expect(await run(history().find(order.id))).toMatchObject({ note })
      }
      await shop().amend(order, "cancelled")
      expect(await run(history().find(order.id))).toMatchObject({ note: expect.stringContaining("drop table") })
      await run(history().setNote(order.id, "", LATER))
      expect(await run(history().find(order.id))).toMatchObject({ note: "" })
    })

    it("stores one of many concurrent notes that are based on one note", { law: "no lost update" }, async () => {
      const { order } = await placeOne()
      const conflict = { _tag: "OrderNoteConflict" }
      for (const from of ["", "0 of "]) {
        const notes = Array.from({ length: 12 }, (_, i) => `${i} of ${from}`)
        const ends = await race(notes.map((note) => history().setNote(order.id, note, LATER, from)))
        expect(ends.filter(Result.isSuccess)).toEqual([Result.succeed(true)])
        for (const end of ends.filter(Result.isFailure)) expect(end.failure).toEqual(conflict)
        const [winner] = notes.filter((_, i) => Result.isSuccess(ends[i] ?? Result.fail(null)))
        expect(await run(history().find(order.id))).toMatchObject({ note: winner })
        expect(await errorOf(history().setNote(order.id, "late", LATER, from))).toEqual(conflict)
        expect(await run(history().setNote(order.id, "0 of ", LATER, winner))).toBe(true)
      }
    })

    it("compares the note that a new one is based on exactly, where an empty one is none", async () => {
      const { order } = await placeOne()
      const conflict = { _tag: "OrderNoteConflict" }
      expect(await errorOf(history().setNote(order.id, "x", NOON, "a note"))).toEqual(conflict)
      expect(await run(history().setNote(order.id, "Ring", NOON, ""))).toBe(true)
      for (const from of ["", "ring", "Ring ", " Ring"])
        expect(await errorOf(history().setNote(order.id, "x", LATER, from))).toEqual(conflict)
      expect(await run(history().setNote(order.id, "", LATER, "Ring"))).toBe(true)
      expect(await run(history().setNote(order.id, "Knock", LATER, ""))).toBe(true)
      expect(await run(history().setNote(NO_ORDER, "x", NOON, ""))).toBe(false)
      expect(await run(history().setNote(NO_ORDER, "x", NOON, "Ring"))).toBe(false)
      expect(await run(history().find(order.id))).toMatchObject({ note: "Knock" })
    })

    it("returns snapshots: changing one does not change the store", { law: "no dirty read" }, async () => {
      const { order } = await placeOne()
      await shop().amend(order, "paid", new Date(LATER))
      const seen = await run(history().find(order.id))
      for (const { at } of seen?.steps ?? []) at.setTime(0)
      expect((await run(history().find(order.id)))?.steps.map(({ at }) => at)).toEqual([NOON, LATER])
    })

    it("contains the steps of any order, and any note exactly", { law: "only legal steps" }, () =>
      forAll(fc.tuple(anyHistory, anyOptionalTextUpTo(1000)), async ([statuses, note]) => {
        const { order } = await placeOne()
        let known = order
        for (const to of statuses.slice(1)) known = await shop().amend(known, to)
        await run(history().setNote(order.id, note, LATER))
        const seen = await run(history().find(order.id))
        expect(seen?.steps.map(({ status }) => status)).toEqual(statuses)
        expect(seen?.note).toBe(note)
      }),
    )
  })
}
