import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import TextField from "@mui/material/TextField"
import { useState } from "react"
import { useTranslate } from "react-admin"

/** A text to take elsewhere. Without access to the clipboard, as over plain HTTP, it can be selected. */
export const CopyText = ({ label, text }: { readonly label: string; readonly text: string }) => {
  const translate = useTranslate()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: "center" }}>
      <TextField
        multiline
        maxRows={4}
        margin="none"
        value={text}
        onFocus={({ target }) => target.select()}
        slotProps={{ htmlInput: { "aria-label": label, readOnly: true } }}
      />
      {navigator.clipboard !== undefined && (
        <Button onClick={copy}>{translate(isCopied ? "bo.accounts.copied" : "bo.accounts.copy")}</Button>
      )}
    </Stack>
  )
}
