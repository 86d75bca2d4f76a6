/**
 * Recognises pointer files and encrypted files that a git filter has not replaced
 * by their content, on disk or in a commit. Read as a policy they would be wrong,
 * and an edit would commit the wrong file.
 */

export interface StandIn {
  /** Completes a sentence that starts with the file: 'is a Git LFS pointer, …'. */
  readonly fact: string
  readonly hint: string
}

interface Filter extends StandIn {
  /** The first characters of such a file. */
  readonly start: string
}

const FILTERS: readonly Filter[] = [
  {
    start: 'version https://git-lfs.github.com/spec/',
    fact: 'is a Git LFS pointer, and its content is not here',
    hint: 'run git lfs pull to get it (in a workflow: actions/checkout with lfs: true); a commit has only the pointer, so it is better to take the file out of LFS: git lfs untrack it, and commit the text',
  },
  {
    start: '/annex/objects/',
    fact: 'is a git-annex pointer, and its content is not here',
    hint: 'run git annex get to get it; a commit has only the pointer, so it is better to commit the text: git annex unannex',
  },
  {
    start: '\0GITCRYPT\0',
    fact: 'is encrypted by git-crypt, and locked',
    hint: 'run git-crypt unlock to read it; nobody can review an encrypted file, so it is better to commit the text',
  },
]

const LONGEST = Math.max(...FILTERS.map(({ start }) => start.length))

/** @returns null if the bytes are not those of a known filter. */
export function standInIn(bytes: Uint8Array): StandIn | null {
  const [first] = bytes
  // For nearly every file the first byte is enough: `v`, `/` or NUL.
  if (first !== 0x76 && first !== 0x2f && first !== 0) return null
  const head = Buffer.from(bytes.subarray(0, LONGEST)).toString('latin1')
  return FILTERS.find(({ start }) => head.startsWith(start)) ?? null
}
