import { PolicyctlError } from '../diagnostic/policyctl-error.ts'

/** Where policies are read from. */
export type SideName =
  | { readonly kind: 'files' }
  | { readonly kind: 'live' }
  | { readonly kind: 'git'; readonly ref: string }
  | { readonly kind: 'dir'; readonly path: string }

/** What --side and the arguments of `diff` accept, for help texts. */
export const SIDE_SYNTAX = 'files, live, git:REF or dir:PATH'

/** @throws PolicyctlError usage. */
export function parseSideName(text: string): SideName {
  if (text === 'files' || text === 'live') return { kind: text }
  const [, kind, rest] = /^(git|dir):(.+)$/s.exec(text) ?? []
  if (kind === 'git' && rest !== undefined) return { kind, ref: rest }
  if (kind === 'dir' && rest !== undefined) return { kind, path: rest }
  throw new PolicyctlError('usage', {
    message: `'${text}' is no side of a comparison`,
    hint: `a side is ${SIDE_SYNTAX}: git:main, dir:../other/policies`,
  })
}

export function sideText(side: SideName): string {
  switch (side.kind) {
    case 'git':
      return `git:${side.ref}`
    case 'dir':
      return `dir:${side.path}`
    default:
      return side.kind
  }
}
