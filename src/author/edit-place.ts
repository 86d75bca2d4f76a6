import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'

/** The file for an edit of a policy, and the policy in it. */
export interface EditPlace {
  readonly file: ParsedFile
  readonly policy: ParsedPolicy
}

/**
 * Finds the file for an edit of a policy; nothing else decides this.
 * @returns null if no file has it, or if several do: then only people can choose.
 */
export function editPlace(name: string, files: readonly ParsedFile[]): EditPlace | null {
  const places = files.flatMap((file) =>
    file.policies.filter(({ policy }) => policy.name === name).map((policy) => ({ file, policy })),
  )
  return places.length === 1 ? (places[0] ?? null) : null
}
