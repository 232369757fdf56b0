import Box from "@mui/material/Box"
import Button from "@mui/material/Button"
import Typography from "@mui/material/Typography"
import { type ChangeEvent, type DragEvent, type ReactNode, useRef, useState } from "react"

interface Properties {
  readonly label: string
  readonly hint: string
  readonly accept: string
  readonly isMultiple?: boolean
  readonly isBusy: boolean
  readonly icon?: ReactNode
  readonly onFiles: (files: ReadonlyArray<File>) => void
  readonly children?: ReactNode
}

/** Takes files that are dropped on it or chosen with its button. */
export const DropZone = ({ label, hint, accept, isMultiple = false, isBusy, icon, onFiles, children }: Properties) => {
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles([...event.dataTransfer.files])
  }
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    target.value = ""
    onFiles(files)
  }
  return (
    <Box
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{ p: 1.5, border: "1px dashed", borderColor: isOver ? "primary.main" : "divider", borderRadius: 1 }}
    >
      {children}
      <Button size="small" startIcon={icon} loading={isBusy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input ref={input} type="file" accept={accept} multiple={isMultiple} hidden onChange={choose} />
      <Typography variant="caption" component="div" color="text.secondary">
        {hint}
      </Typography>
    </Box>
  )
}
