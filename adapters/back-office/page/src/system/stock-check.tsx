import Alert from "@mui/material/Alert"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { Link, useTranslate } from "react-admin"
import type { StockDrift } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { useFormat } from "../shared/format"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"

const Drift = ({ drift }: { readonly drift: StockDrift }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { product, variant, what, expected, found, isRepaired } = drift
  return (
    <Typography variant="body2" component="li">
      <Link to={`/products/${product.id}`}>
        {product.name}
        {variant !== null && ` (${variant.size}, ${variant.color})`}
      </Link>
      {": "}
      {translate(`bo.system.drift.${what.replaceAll(" ", "_")}`, {
        found: format.number(found),
        expected: format.number(expected),
      })}
      {isRepaired && ` ${translate("bo.system.repaired")}`}
    </Typography>
  )
}

/** Compares the stock with orders and movements, and corrects it after one question. */
export const StockCheck = () => {
  const translate = useTranslate()
  const { run, isBusy } = useAction()
  const [drifts, show] = useState<ReadonlyArray<StockDrift> | null>(null)
  const [isAsked, ask] = useState(false)
  const check = () => run(async () => show((await resultOf(api.auditStock())).drifts), null)
  const repair = async () => {
    await run(async () => show((await resultOf(api.repairStock())).drifts), null)
    ask(false)
  }
  const isLeft = drifts?.some(({ isRepaired }) => !isRepaired) === true
  return (
    <Section title={translate("bo.system.stock")}>
      <Typography color="text.secondary" sx={{ mb: 1 }}>
        {translate("bo.system.stock_hint")}
      </Typography>
      <div role="status">
        {drifts !== null && !isLeft && <Alert severity="success">{translate("bo.system.stock_right")}</Alert>}
        {isLeft && (
          <Alert severity="warning">{translate("bo.system.stock_wrong", { smart_count: drifts.length })}</Alert>
        )}
      </div>
      <Stack component="ul" sx={{ pl: 2, my: 1, gap: 0.5 }}>
        {drifts?.map((drift) => (
          <Drift key={`${drift.stockItem} ${drift.what}`} drift={drift} />
        ))}
      </Stack>
      <Button size="small" variant="outlined" loading={isBusy} onClick={check}>
        {translate("bo.system.check")}
      </Button>{" "}
      {isLeft && (
        <Button size="small" variant="contained" onClick={() => ask(true)}>
          {translate("bo.system.repair")}
        </Button>
      )}
      {isAsked && (
        <AskDialog
          title={translate("bo.system.repair_ask")}
          confirm={translate("bo.system.repair")}
          isBusy={isBusy}
          onConfirm={repair}
          onClose={() => ask(false)}
        >
          <Typography color="text.secondary">{translate("bo.system.repair_effect")}</Typography>
        </AskDialog>
      )}
    </Section>
  )
}
