import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { useGetList, useTranslate } from "react-admin"
import type { OrderStatus } from "../../../../client"
import { useFormat } from "../shared/format"
import { Section } from "../shared/section"
import { StatusChip } from "./status-chip"

interface Step {
  readonly id: number
  readonly status: OrderStatus
  readonly at: string
  readonly by: number | null
  readonly reason: string
}

/** The steps of an order: when each was taken, and why it was cancelled. */
export const OrderHistory = ({ order, version }: { readonly order: number; readonly version: string }) => {
  const translate = useTranslate()
  const format = useFormat()
  // The version makes the steps be read again after a change of the order.
  const { data = [] } = useGetList<Step>("order-steps", { filter: { order, version } })
  return (
    <Section title={translate("bo.orders.history")}>
      <Stack component="ol" sx={{ listStyle: "none", p: 0, m: 0, gap: 1 }}>
        {data.map((step) => (
          <Stack component="li" direction="row" key={step.id} sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
            <StatusChip status={step.status} />
            <Typography variant="body2" color="text.secondary">
              {format.time(step.at)}
            </Typography>
            {step.reason !== "" && (
              <Typography variant="body2" sx={{ width: "100%", overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
                {step.reason}
              </Typography>
            )}
          </Stack>
        ))}
      </Stack>
    </Section>
  )
}
