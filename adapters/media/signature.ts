/** The formats that are read; every other one that libvips knows (SVG, TIFF, AVIF...) is only more ways to be attacked. */
export type PictureFormat = "jpeg" | "png" | "webp" | "gif"

const startsWith = (bytes: Uint8Array, signature: string, at = 0): boolean => {
  for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature.charCodeAt(i)) return false
  return true
}

/** What the first bytes say a file is; names and content types that a client sends are not asked. */
export const formatOf = (bytes: Uint8Array): PictureFormat | null => {
  if (startsWith(bytes, "\xff\xd8\xff")) return "jpeg"
  if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return "png"
  if (startsWith(bytes, "GIF87a") || startsWith(bytes, "GIF89a")) return "gif"
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8)) return "webp"
  return null
}
