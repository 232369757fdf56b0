import Box from "@mui/material/Box"
import Typography from "@mui/material/Typography"
import { Title, useTranslate } from "react-admin"
import { LowStock } from "./low-stock"
import { OrdersIn } from "./orders-in"
import { SalesChart } from "./sales-chart"

/** What needs attention now. Each part leads to its list. */
export const Dashboard = () => {
  const translate = useTranslate()
  return (
    <>
      <Title title={translate("ra.page.dashboard")} />
      <Box sx={{ mt: 2 }}>
        <SalesChart />
      </Box>
      <Typography color="text.secondary" sx={{ mt: 2, mb: 1 }}>
        {translate("bo.dashboard.intro")}
      </Typography>
      <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" } }}>
        <OrdersIn status="created" title={translate("bo.dashboard.unpaid")} />
        <OrdersIn status="paid" title={translate("bo.dashboard.to_ship")} />
        <LowStock />
        <OrdersIn status="shipped" title={translate("bo.dashboard.on_the_way")} />
      </Box>
    </>
  )
}
