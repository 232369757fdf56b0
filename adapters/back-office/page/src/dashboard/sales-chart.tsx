import Box from "@mui/material/Box"
import ToggleButton from "@mui/material/ToggleButton"
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useGetList, useTranslate } from "react-admin"
import type { DaySales } from "../../../../client"
import { useFormat } from "../shared/format"
import { useOnChange } from "../shared/live"
import { Section } from "../shared/section"
import { salesOf } from "./sales"

const ranges = [7, 30, 90] as const
const HEIGHT = 120

/** Revenue per day as bars, with the sums of the chosen range. Days are those of the shop's time zone. */
export const SalesChart = () => {
  const translate = useTranslate()
  const format = useFormat()
  const [days, choose] = useState<number>(30)
  const { data = [], refetch } = useGetList<DaySales & { readonly id: string }>("sales", { filter: { days } })
  useOnChange(refetch)
  const sales = data.map(salesOf)
  const highest = Math.max(1, ...sales.map(({ revenue }) => revenue))
  const revenue = sales.reduce((sum, day) => sum + day.revenue, 0)
  const orders = sales.reduce((sum, day) => sum + day.orders, 0)
  const currency = sales.find((day) => day.currency !== undefined)?.currency
  const facts =
    currency === undefined
      ? ""
      : translate("bo.dashboard.sales_sum", {
          smart_count: orders,
          orders: format.number(orders),
          revenue: format.money({ amount: String(revenue), currency }),
        })
  return (
    <Section
      title={translate("bo.dashboard.sales")}
      action={
        <ToggleButtonGroup
          size="small"
          exclusive
          value={days}
          aria-label={translate("bo.dashboard.range")}
          onChange={(_, chosen: number | null) => chosen !== null && choose(chosen)}
        >
          {ranges.map((range) => (
            <ToggleButton key={range} value={range} sx={{ py: 0.25, textTransform: "none" }}>
              {translate("bo.dashboard.days", { range })}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      <Typography color="text.secondary" sx={{ mb: 1 }}>
        {facts}
      </Typography>
      <Box role="img" aria-label={facts} sx={{ display: "flex", alignItems: "flex-end", gap: "2px", height: HEIGHT }}>
        {sales.map(({ date, revenue: amount }) => (
          <Box
            key={date}
            title={`${format.day(date)}: ${format.number(amount)}`}
            sx={{
              flex: 1,
              minWidth: 0,
              height: Math.max(2, (amount / highest) * HEIGHT),
              borderRadius: "2px 2px 0 0",
              backgroundColor: amount > 0 ? "primary.main" : "divider",
            }}
          />
        ))}
      </Box>
    </Section>
  )
}
