import type { PictureFault } from "../../../../domain/account/picture.ts"

export const BAD_EMAIL = "Enter a valid email address."

/** Returns DRF's message for a rejected picture, or a similar message where DRF has none. */
export const pictureMessage = (fault: PictureFault): string => {
  switch (fault.kind) {
    case "empty":
      return "The submitted file is empty."
    case "too-many-bytes":
      return `Ensure this file has at most ${fault.limit} bytes.`
    case "not-a-picture":
    case "damaged":
      return "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
    case "too-many-pixels":
      return `Ensure this image has at most ${fault.limit} pixels (it is ${fault.width} by ${fault.height}).`
    case "too-slow":
      return "This image takes too long to read. Upload a simpler one."
  }
}
