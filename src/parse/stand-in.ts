/**
 * Recognises stand-in texts on disk, or in a commit, which a filter of git has
 * not replaced by the content: read as a policy they are wrong, and an edit of
 * them commits the wrong file.
 */

/** Completes a sentence that starts with the file, and what to do. */
export interface StandIn {
  readonly fact: string
  readonly hint: string
}

interface Filter extends StandIn {
  /** How such a file begins. */
  readonly start: string
}

const FILTERS: readonly Filter[] = [
  {
    start: 'version https://git-lfs.github.com/spec/',
    fact: 'is a Git LFS pointer, and its content is not here',
    hint: 'git lfs pull brings it (in a workflow: actions/checkout with lfs: true); a commit has only the pointer, so it is better to take the file out of LFS: git lfs untrack it, and commit the text',
  },
  {
    start: '/annex/objects/',
    fact: 'is a git-annex pointer, and its content is not here',
    hint: 'git annex get brings it; a commit has only the pointer, so it is better to commit the text: git annex unannex',
  },
  {
    start: '\0GITCRYPT\0',
    fact: 'is encrypted by git-crypt, and locked',
    hint: 'git-crypt unlock opens it; nobody can review an encrypted file, so it is better to commit the text',
  },
]

const LONGEST = Math.max(...FILTERS.map(({ start }) => start.length))

/** @returns null for what is the content itself, as far as anybody can tell. */
export function standInIn(bytes: Uint8Array): StandIn | null {
  const [first] = bytes
  // One look at one byte for nearly every file: `v`, `/`, NUL.
  if (first !== 0x76 && first !== 0x2f && first !== 0) return null
  const head = Buffer.from(bytes.subarray(0, LONGEST)).toString('latin1')
  return FILTERS.find(({ start }) => head.startsWith(start)) ?? null
}
