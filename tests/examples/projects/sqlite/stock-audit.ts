import type { ProductId, StockItemId, VariantId } from "shopwright"
import type { StockAudit, StockDrift } from "shopwright/ports"
import type { Database } from "./database.ts"

/** Audits the stock, in SQLite. A CHECK of the table keeps available stock at or above zero. */
export const sqliteStockAudit = (db: Database): StockAudit => ({
  audit: () => db.read(() => db.all<BookRow>(books).flatMap((row) => drifts(row, false))),

  reconcile: () =>
    db.write(() =>
      db.all<BookRow>(books).flatMap((row) => {
        const [onHand, isSound] = [
          row.received - row.issued,
          row.shipped === row.sent && row.held <= row.received - row.issued,
        ]
        if (isSound)
          db.run("update stock_item set on_hand = ?, reserved = ? where id = ?", onHand, row.held, row.stockItem)
        return drifts(row, isSound)
      }),
    ),
})

interface BookRow {
  readonly stockItem: StockItemId
  readonly product: ProductId
  readonly name: string
  readonly variant: VariantId | null
  readonly size: string
  readonly color: string
  readonly on_hand: number
  readonly reserved: number
  /** Units added to and removed from stock on hand by movements. */
  readonly received: number
  readonly issued: number
  /** Pieces that movements took for orders. */
  readonly shipped: number
  /** Units reserved by open orders, and units shipped. */
  readonly held: number
  readonly sent: number
}

const movements = "select ifnull(sum(m.quantity), 0) from movement m where m.stock_item = s.id and m.kind"
const lines = `select ifnull(sum(l.quantity), 0) from order_line l join orders o on o.id = l.order_id
  where l.stock_item = s.id and o.status`

const books = `
  select s.id as stockItem, s.product, p.name, s.variant, v.size, v.color, s.on_hand, s.reserved,
    (${movements} in ('restock', 'surplus')) as received, (${movements} in ('ship', 'shrinkage')) as issued,
    (${movements} = 'ship') as shipped,
    (${lines} in ('created', 'paid')) as held, (${lines} in ('shipped', 'delivered')) as sent
  from stock_item s join product p on p.id = s.product left join variant v on v.id = s.variant
  order by s.id`

const drifts = (row: BookRow, repaired: boolean): ReadonlyArray<StockDrift> => {
  const { stockItem, product, name, variant, size, color } = row
  const item = {
    stockItem,
    product: { id: product, name },
    variant: variant === null ? null : { id: variant, size, color },
  }
  const quantities = [
    { what: "on hand", expected: row.received - row.issued, found: row.on_hand },
    { what: "reserved", expected: row.held, found: row.reserved },
    { what: "shipped", expected: row.sent, found: row.shipped },
  ] as const
  return quantities
    .filter(({ expected, found }) => expected !== found)
    .map((drift) => ({ ...item, ...drift, repaired }))
}
