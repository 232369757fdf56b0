import Box from "@mui/material/Box"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { Title, useTranslate } from "react-admin"
import { FirstSteps } from "../first-run/first-steps"
import { useSetup } from "../first-run/setup"
import { LowStock } from "./low-stock"
import { OrdersIn } from "./orders-in"
import { SalesChart } from "./sales-chart"

/** What needs attention now, each part with a link to its list. An empty shop shows its first steps alone. */
export const Dashboard = () => {
  const translate = useTranslate()
  const setup = useSetup()
  return (
    <Stack sx={{ gap: 2, mt: 2 }}>
      <Title title={translate("ra.page.dashboard")} />
      <FirstSteps />
      {setup?.isEmpty === false && (
        <>
          <SalesChart />
          <Typography color="text.secondary" sx={{ mb: -1 }}>
            {translate("bo.dashboard.intro")}
          </Typography>
          <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" } }}>
            <OrdersIn status="created" title={translate("bo.dashboard.unpaid")} />
            <OrdersIn status="paid" title={translate("bo.dashboard.to_ship")} />
            <LowStock />
            <OrdersIn status="shipped" title={translate("bo.dashboard.on_the_way")} />
          </Box>
        </>
      )}
    </Stack>
  )
}
