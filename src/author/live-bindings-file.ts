/** The file that says who has what in a workspace, for answers from files alone. */
import { join } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertInside } from '../files/inside.ts'
import { readText } from '../files/read-text.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { readLive } from '../workbench/read-live.ts'
import type { Reads } from '../workbench/retried-reads.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { bindingDocuments, bindingsFileOf } from './binding-documents.ts'
import type { Adoptions } from './choose-adoptions.ts'

interface Bound {
  readonly reads: Reads
  readonly files: readonly ParsedFile[]
  readonly kept: Adoptions
}

/**
 * The bindings of policies that the files have, or are about to have.
 *
 * @returns null where there are none. @throws PolicyctlError file-unwritable where the file holds something else.
 */
export async function liveBindingsFile(
  workbench: Workbench,
  { reads, files, kept }: Bound,
): Promise<{ readonly file: string; readonly text: string } | null> {
  const names = new Set([
    ...files.flatMap((file) => file.policies.map(({ policy }) => policy.name)),
    ...kept.adoptions.map(({ policy }) => policy),
  ])
  const pairs = (await readLive(reads)).bindings.pairs.filter(({ policy }) => names.has(policy))
  if (pairs.length === 0) return null
  const { root, config } = workbench.whole
  const file = bindingsFileOf(workbench.targetName ?? '', config)
  const text = bindingDocuments(pairs)
  assertInside(root, join(root, file))
  const there = readText(join(root, file))
  if (there === null || there === text) return { file, text }
  throw new PolicyctlError('file-unwritable', {
    message: `${file} already exists with other content: nothing was written`,
    hint: 'move it away, or leave --bindings out',
  })
}
