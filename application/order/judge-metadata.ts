import { Result } from "effect"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { judgeOptional, type MetadataRules } from "../../domain/metadata-rules.ts"
import type { MetadataKind, MetadataOf } from "../../domain/metadata-types.ts"

type Given<Kind extends MetadataKind> = { readonly metadata?: MetadataOf<Kind> | null | undefined }

/**
 * Validates the metadata of an order and of its lines, and returns them with what is to be stored. The error names the
 * place, such as `lines[0].metadata`.
 */
export const judgeOrderMetadata = <Line extends Given<"orderLine">>(
  { order, orderLine }: MetadataRules,
  { metadata, lines }: Given<"order"> & { readonly lines: ReadonlyArray<Line> },
): Result.Result<
  { readonly metadata: MetadataOf<"order"> | null; readonly lines: ReadonlyArray<Line> },
  InvalidField
> =>
  Result.flatMap(judgeOptional(order, "metadata", metadata), (metadata) => {
    if (lines.every((line) => line.metadata === undefined)) return Result.succeed({ metadata, lines })
    const judged = lines.map((line, index) =>
      Result.map(judgeOptional(orderLine, `lines[${index}].metadata`, line.metadata), (data) => ({
        ...line,
        metadata: data,
      })),
    )
    return Result.map(Result.all(judged), (lines) => ({ metadata, lines }))
  })
