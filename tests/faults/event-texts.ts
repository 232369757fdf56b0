import type { RecordedEvent } from "../../application/ports/outbox.ts"

/** Describes an order's event: "placed 1", "paid 1". */
export const describeEvent = ({ event }: RecordedEvent): string => {
  if (event._tag === "OrderPlaced") return `placed ${event.order.id}`
  return event._tag === "OrderStatusChanged" ? `${event.to} ${event.order}` : event._tag
}

/** The events received of each order, in order, each once. */
export const scenarios = (received: ReadonlyArray<string>): Record<string, string> => {
  const texts = [...new Set(received)].map((text) => text.split(" "))
  const byOrder = Map.groupBy(texts, ([, order]) => order ?? "")
  return Object.fromEntries([...byOrder].map(([order, scenario]) => [order, scenario.map(([word]) => word).join(" ")]))
}
