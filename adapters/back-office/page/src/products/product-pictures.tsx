import AddIcon from "@mui/icons-material/AddPhotoAlternateOutlined"
import BackIcon from "@mui/icons-material/ArrowBackOutlined"
import DeleteIcon from "@mui/icons-material/DeleteOutlined"
import Box from "@mui/material/Box"
import IconButton from "@mui/material/IconButton"
import { useTranslate } from "react-admin"
import type { Product } from "../../../../client"
import { api } from "../api/client"
import { ApiError, resultOf } from "../api/problem"
import type { Versioned } from "../api/resources/resource"
import { DropZone } from "../shared/drop-zone"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"

/** The largest picture that the API takes, in bytes. */
const MAX_BYTES = 5_000_000

/** The pictures of a product. Files can be chosen or dropped; the first picture is shown in lists. */
export const ProductPictures = ({ product }: { readonly product: Versioned<Product> }) => {
  const translate = useTranslate()
  const { run, isBusy } = useAction()
  const { id, pictures, etag } = product
  const add = (files: ReadonlyArray<File>) =>
    run(async () => {
      for (const picture of files) {
        if (picture.size > MAX_BYTES)
          throw new ApiError(413, { type: "picture-too-large", detail: `${picture.name} has more than 5 MB.` })
        await resultOf(api.addProductPicture({ path: { product: id }, body: { picture } }))
      }
    }, translate("bo.pictures.added"))
  const remove = (picture: string) =>
    run(() => resultOf(api.removeProductPicture({ path: { product: id, picture } })), translate("bo.pictures.removed"))
  const makeFirst = (picture: string) => {
    const order = pictures.toSorted((a, b) => Number(b.id === picture) - Number(a.id === picture))
    const body = { pictures: order.map(({ id, alt }) => ({ id, alt })) }
    const headers = { "If-Match": etag ?? "*" }
    return run(
      () => resultOf(api.updateProduct({ path: { product: id }, headers, body })),
      translate("bo.pictures.moved"),
    )
  }
  return (
    <Section title={translate("bo.pictures.title")}>
      <DropZone
        label={translate("bo.pictures.add")}
        hint={translate("bo.pictures.hint")}
        accept="image/*"
        isMultiple
        isBusy={isBusy}
        icon={<AddIcon />}
        onFiles={add}
      >
        <Box sx={{ display: "grid", gap: 1, gridTemplateColumns: "repeat(auto-fill, minmax(96px, 1fr))" }}>
          {pictures.map(({ id: picture, url, alt }, i) => (
            <Box key={picture}>
              <Box
                component="img"
                src={url}
                alt={alt || translate("bo.pictures.number", { number: i + 1 })}
                sx={{ width: "100%", aspectRatio: "1", objectFit: "cover", borderRadius: 1, display: "block" }}
              />
              {i > 0 && (
                <IconButton
                  size="small"
                  aria-label={translate("bo.pictures.make_first")}
                  disabled={isBusy}
                  onClick={() => makeFirst(picture)}
                >
                  <BackIcon fontSize="small" />
                </IconButton>
              )}
              <IconButton
                size="small"
                aria-label={translate("bo.pictures.remove")}
                disabled={isBusy}
                onClick={() => remove(picture)}
              >
                <DeleteIcon fontSize="small" />
              </IconButton>
            </Box>
          ))}
        </Box>
      </DropZone>
    </Section>
  )
}
