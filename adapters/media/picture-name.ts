import { randomBytes } from "node:crypto"
import type { StoredPicture } from "../../application/ports/media.ts"
import { PictureName } from "../../domain/account/picture.ts"

/** The content types of stored pictures by file ending. */
export const contentTypes = { jpg: "image/jpeg", png: "image/png" } as const

export type Ending = keyof typeof contentTypes

const pattern = /^[0-9a-f]{32}\.(jpg|png)$/

/** Returns a unique name that cannot be guessed: 128 random bits. */
export const newPictureName = (ending: Ending): PictureName =>
  PictureName(`${randomBytes(16).toString("hex")}.${ending}`)

/**
 * Parses a name from a client and returns it with its content type. Returns `null` for any other text, so an accepted
 * name cannot leave the folder.
 */
export const readPictureName = (
  text: string,
): { readonly name: PictureName; readonly contentType: StoredPicture["contentType"] } | null => {
  const ending = pattern.exec(text)?.[1]
  return ending === "jpg" || ending === "png" ? { name: PictureName(text), contentType: contentTypes[ending] } : null
}
