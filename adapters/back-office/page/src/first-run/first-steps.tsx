import CheckIcon from "@mui/icons-material/CheckCircleOutlined"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import type { ReactNode } from "react"
import { Link, useGetList, useRedirect, useTranslate } from "react-admin"
import type { Order } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"
import { placeTestOrder } from "./place-test-order"
import { useSetup } from "./setup"

interface StepProperties {
  readonly title: string
  readonly hint: string
  readonly isDone: boolean
  readonly children?: ReactNode
}

const Step = ({ title, hint, isDone, children }: StepProperties) => {
  const translate = useTranslate()
  return (
    <Stack component="li" sx={{ gap: 0.5, py: 1.5, borderTop: 1, borderColor: "divider" }}>
      <Typography variant="subtitle2" component="h3" sx={{ display: "flex", alignItems: "center", gap: 1 }}>
        {title}
        {isDone && <CheckIcon color="primary" fontSize="small" titleAccess={translate("bo.first.done")} />}
      </Typography>
      {!isDone && (
        <>
          <Typography color="text.secondary">{hint}</Typography>
          <Stack direction="row" sx={{ gap: 1, flexWrap: "wrap", mt: 0.5 }}>
            {children}
          </Stack>
        </>
      )}
    </Stack>
  )
}

/** What is left to do until the first sale. Shown until there is an order. */
export const FirstSteps = () => {
  const translate = useTranslate()
  const redirect = useRedirect()
  const { run, isBusy } = useAction()
  const setup = useSetup()
  const { data: orders } = useGetList<Order>("orders", { pagination: { page: 1, perPage: 1 } })
  if (setup === undefined || orders === undefined || orders.length > 0) return null
  const loadDemo = () => run(() => resultOf(api.importDemo({})), translate("bo.first.demo_loaded"))
  const order = () =>
    run(async () => {
      const { id } = await placeTestOrder(translate("bo.first.test_address"))
      redirect(`/orders/${id}/show`)
    }, translate("bo.first.ordered"))
  return (
    <Section title={translate("bo.first.steps")}>
      <Stack component="ol" sx={{ listStyle: "none", p: 0, m: 0 }}>
        <Step title={translate("bo.first.admin")} hint="" isDone />
        <Step title={translate("bo.first.products")} hint={translate("bo.first.products_hint")} isDone={!setup.isEmpty}>
          <Button variant="contained" loading={isBusy} onClick={loadDemo}>
            {translate("bo.first.load_demo")}
          </Button>
          <Button variant="outlined" component={Link} to="/import">
            {translate("bo.first.import_file")}
          </Button>
          <Button component={Link} to="/products/create">
            {translate("bo.first.create_product")}
          </Button>
        </Step>
        <Step title={translate("bo.first.order")} hint={translate("bo.first.order_hint")} isDone={false}>
          <Button variant="contained" loading={isBusy} disabled={setup.isEmpty} onClick={order}>
            {translate("bo.first.place_order")}
          </Button>
        </Step>
      </Stack>
    </Section>
  )
}
