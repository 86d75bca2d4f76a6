import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'

/** The file that an edit of a policy goes into, and the policy in it. */
export interface EditPlace {
  readonly file: ParsedFile
  readonly policy: ParsedPolicy
}

/**
 * Where an edit of a policy goes: decided here, and nowhere else.
 *
 * @returns null where no file has it, or where several do: which one is meant, only people know.
 */
export function editPlace(name: string, files: readonly ParsedFile[]): EditPlace | null {
  const places = files.flatMap((file) =>
    file.policies.filter(({ policy }) => policy.name === name).map((policy) => ({ file, policy })),
  )
  return places.length === 1 ? (places[0] ?? null) : null
}
