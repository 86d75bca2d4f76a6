/** Reads the policy files of a commit from the folder that its own config names. */
import { posix } from 'node:path'
import type { Config } from '../files/config.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { readRevision } from '../git/read-revision.ts'
import type { Repository } from '../git/repository.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { ownConfigAt } from './config-at.ts'
import { allPolicyFiles } from './parsed-folder.ts'
import { readableFolder } from './policy-folder.ts'
import type { Project } from './project.ts'
import type { Workbench } from './workbench.ts'

export interface RevisionFiles {
  /** null: the commit has no readable config. */
  readonly own: Config | null
  /** Folder of the policies in that commit. */
  readonly folder: string
  /** Number of files in it. */
  readonly files: number
  readonly parsed: readonly ParsedFile[]
}

const ofQuestion = new WeakMap<Project, Map<string, Promise<RevisionFiles>>>()

/** A question about several targets reads a revision once. */
export function revisionFiles(
  ref: string,
  repository: Repository,
  workbench: Workbench,
): Promise<RevisionFiles> {
  if (!workbench.isOneOfSeveral) return readFilesAt(ref, repository, workbench)
  const known = ofQuestion.get(workbench.whole) ?? new Map<string, Promise<RevisionFiles>>()
  ofQuestion.set(workbench.whole, known)
  const read = known.get(ref) ?? readFilesAt(ref, repository, workbench)
  known.set(ref, read)
  return read
}

/** Uses the parsed file of the working tree again if the bytes are equal. */
async function readFilesAt(
  ref: string,
  repository: Repository,
  workbench: Workbench,
): Promise<RevisionFiles> {
  const { project } = workbench
  const own = await ownConfigAt(repository, ref)
  const folder = own?.policies ?? project.judge?.policies ?? project.config.policies
  const files = await readRevision(repository, { ref, folder })
  const inFolder = (file: string): string => posix.relative(folder, file)
  const here = workbench.isOneOfSeveral ? await filesHere(workbench) : new Map<string, ParsedFile>()
  const parsed = files
    .filter(({ file }) => isPolicyPath(inFolder(file)))
    .map(({ file, bytes }) => {
      const same = here.get(file)
      return same !== undefined && isTextOf(same.text, bytes) ? same : parsePolicyFile(file, bytes)
    })
  return { own, folder, files: files.length, parsed }
}

async function filesHere(workbench: Workbench): Promise<ReadonlyMap<string, ParsedFile>> {
  const files = allPolicyFiles(await readableFolder(workbench))
  return new Map(files.map((file) => [file.file, file]))
}

/** A text that could not be decoded is '' and equals no bytes. */
function isTextOf(text: string, bytes: Uint8Array): boolean {
  return text !== '' && Buffer.from(text, 'utf8').equals(bytes)
}
