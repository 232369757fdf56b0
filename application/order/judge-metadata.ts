import { Result } from "effect"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Metadata } from "../../domain/metadata.ts"
import { judgeOptional, type MetadataRules } from "../../domain/metadata-rules.ts"

interface Described {
  readonly metadata?: Metadata | null | undefined
}

/**
 * Validates the metadata of an order and of its lines, and returns them with what is to be stored. The error names the
 * place, such as `lines[0].metadata`.
 */
export const judgeOrderMetadata = <Line extends Described>(
  { order, orderLine }: MetadataRules,
  { metadata, lines }: Described & { readonly lines: ReadonlyArray<Line> },
): Result.Result<{ readonly metadata: Metadata | null; readonly lines: ReadonlyArray<Line> }, InvalidField> =>
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
