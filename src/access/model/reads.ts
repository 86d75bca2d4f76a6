/** Methods that read. All others count as writes, to be safe: custom names, and TRACE too. */
export const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

export type Kind = 'reads' | 'writes'

/**
 * Tells whether one of these methods is of that kind. @param operations upper
 * case; '*' for all that are not excepted.
 */
export function hasKind(
  kind: Kind,
  { operations, exceptOperations }: { operations: readonly string[]; exceptOperations: readonly string[] },
): boolean {
  if (operations.includes('*'))
    return kind === 'writes' || READS.some((one) => !exceptOperations.includes(one))
  return operations.some((one) => READS.includes(one) === (kind === 'reads'))
}

/** Tells whether the method is one of these. @param operations upper case; '*' for all that are not excepted. */
export function hasMethod(
  method: string,
  { operations, exceptOperations }: { operations: readonly string[]; exceptOperations: readonly string[] },
): boolean {
  return operations.includes('*') ? !exceptOperations.includes(method) : operations.includes(method)
}
