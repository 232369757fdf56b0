import Button from "@mui/material/Button"
import TextField from "@mui/material/TextField"
import { useState } from "react"
import { useGetOne, useTranslate } from "react-admin"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { useOnChange } from "../shared/live"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"

/** The shop's note about an order. Buyers do not see it. */
export const OrderNote = ({ order }: { readonly order: number }) => {
  const translate = useTranslate()
  const { data, refetch } = useGetOne("order-notes", { id: order })
  useOnChange(refetch)
  const { run, isBusy } = useAction()
  const [typed, type] = useState<string | null>(null)
  const save = async () => {
    const body = { note: typed ?? "" }
    const saved = await run(() => resultOf(api.putOrderNote({ path: { order }, body })), translate("bo.orders.noted"))
    if (saved) type(null)
  }
  return (
    <Section title={translate("bo.orders.note")}>
      <TextField
        multiline
        minRows={2}
        margin="none"
        value={typed ?? data?.note ?? ""}
        onChange={({ target }) => type(target.value)}
        helperText={translate("bo.orders.note_hint")}
        slotProps={{ htmlInput: { "aria-label": translate("bo.orders.note") } }}
      />
      {typed !== null && (
        <Button size="small" variant="contained" loading={isBusy} onClick={save} sx={{ mt: 1 }}>
          {translate("ra.action.save")}
        </Button>
      )}
    </Section>
  )
}
