import Button from "@mui/material/Button"
import TextField from "@mui/material/TextField"
import { useState } from "react"
import { useGetOne, useTranslate } from "react-admin"
import { isEditConflict } from "../api/problem"
import { type OrderNote as Note, readNote, storeNote } from "../api/resources/order-parts"
import { ConflictDialog } from "../shared/conflict-dialog"
import { useOnChange } from "../shared/live"
import { Section } from "../shared/section"
import { useAskBeforeLeaving } from "../shared/unsaved"
import { useAction } from "../shared/use-action"

/** What is typed, and the version of the note that it replaces. */
interface Draft {
  readonly text: string
  readonly etag: string
}

/** The shop's note about an order. Buyers do not see it. If another person stores one meanwhile, both are shown. */
export const OrderNote = ({ order }: { readonly order: number }) => {
  const translate = useTranslate()
  const { data, refetch } = useGetOne<Note>("order-notes", { id: order })
  useOnChange(refetch)
  const { run, isBusy } = useAction()
  const [draft, edit] = useState<Draft | null>(null)
  const [theirs, showTheirs] = useState<Note | null>(null)
  useAskBeforeLeaving(draft !== null)
  // The page reads the note again while someone types. The draft keeps the version that it began with.
  const type = (text: string) => edit({ text, etag: draft?.etag ?? data?.etag ?? "*" })
  const store = async ({ text, etag }: Draft) => {
    showTheirs(null)
    let conflict: Note | null = null
    const call = async () => {
      try {
        await storeNote(order, text, etag)
      } catch (error) {
        if (!isEditConflict(error)) throw error
        const stored = await readNote(order)
        // The other person may have typed the same, or the response to an earlier attempt was lost.
        if (stored.note === text) return
        conflict = stored
        throw error
      }
    }
    if (await run(call, translate("bo.orders.noted"), () => conflict !== null)) edit(null)
    showTheirs(conflict)
  }
  return (
    <Section title={translate("bo.orders.note")}>
      <TextField
        multiline
        minRows={2}
        margin="none"
        value={draft?.text ?? data?.note ?? ""}
        disabled={data === undefined}
        onChange={({ target }) => type(target.value)}
        helperText={translate("bo.orders.note_hint")}
        slotProps={{ htmlInput: { "aria-label": translate("bo.orders.note") } }}
      />
      {draft !== null && (
        <Button size="small" variant="contained" loading={isBusy} onClick={() => store(draft)} sx={{ mt: 1 }}>
          {translate("ra.action.save")}
        </Button>
      )}
      {draft !== null && theirs !== null && (
        <ConflictDialog
          differences={[{ field: translate("bo.orders.note"), mine: draft.text, theirs: theirs.note }]}
          onKeepMine={() => store({ text: draft.text, etag: theirs.etag ?? "*" })}
          onTakeTheirs={() => {
            edit(null)
            showTheirs(null)
          }}
          onClose={() => showTheirs(null)}
        />
      )}
    </Section>
  )
}
