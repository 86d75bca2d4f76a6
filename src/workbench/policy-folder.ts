/**
 * Reads the whole policy folder: the files on disk, those that a sparse checkout
 * keeps off the disk, and those that are absent although git has them.
 */
import { join, relative } from 'node:path'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { ceilingFiles } from '../files/ceilings.ts'
import { type FolderContents, openFolder, readFolderContents } from '../files/folder-contents.ts'
import { isRegularFile } from '../files/path-on-disk.ts'
import { fileFinding } from '../files/unreadable-file.ts'
import type { Absent } from '../git/absent-file.ts'
import { filesAbsent } from '../git/absent-file.ts'
import { type CheckoutComparison, compareCheckout, type OnDisk } from '../git/compare-checkout.ts'
import { isPlainlyCheckedOut } from '../git/is-checked-out.ts'
import type { DecidingFiles } from '../git/working-tree.ts'
import { BASELINE_NAME, isTestFile } from '../policy/policy-path.ts'
import type { FoundRepository } from './ledger-place.ts'
import { sameFiles } from './parsed-folder.ts'
import type { Project } from './project.ts'
import type { Workbench } from './workbench.ts'

export interface PolicyFolderContents extends FolderContents {
  /** Files that a sparse checkout keeps off the disk; their content is git's. */
  readonly offDisk: ReadonlySet<string>
  /** The deciding files, as they are on disk. */
  readonly decided: DecidingFiles
}

/** Id of the check for absent files. */
export const ABSENT_FILE = 'absent-file'

/**
 * Reports absent files as findings, for lint, which lists everything.
 *
 * @param onDisk the folder, if it was read already.
 */
export async function policyFolder(
  workbench: Workbench,
  onDisk: FolderContents = openedFolder(workbench),
): Promise<PolicyFolderContents> {
  const { project } = workbench
  const repository = await repositoryOf(workbench)
  const others = otherDeciding(project)
  const decided = { paths: [project.config.policies, ...others] }
  if (repository.git === null) {
    const alone = { ...onDisk, offDisk: new Set<string>(), decided: { ...decided, comparison: NOT_COMPARED } }
    sameFiles(alone, onDisk)
    return alone
  }
  const comparison = await compareCheckout(repository, {
    folder: project.config.policies,
    ...onDiskOf(onDisk),
    others,
  })
  const contents = { ...completed(onDisk, comparison), decided: { ...decided, comparison } }
  if (comparison.offDisk.length + comparison.absent.length === 0) sameFiles(contents, onDisk)
  return contents
}

/** As `policyFolder`, for commands that record nothing: git is not run if its index shows that all files are on disk. */
export async function readableFolder(
  workbench: Workbench,
  onDisk: FolderContents = openedFolder(workbench),
): Promise<FolderContents> {
  const { root, config } = workbench.project
  const { env } = workbench.context
  const seen = { root, env, folder: config.policies, ...onDiskOf(onDisk) }
  return isPlainlyCheckedOut(seen) ? onDisk : policyFolder(workbench, onDisk)
}

const ofQuestion = new WeakMap<Project, FolderContents>()

/** A question about several targets reads the folder once, so that all answers are about the same files. */
function openedFolder({ project: { root, config }, whole, isOneOfSeveral }: Workbench): FolderContents {
  const place = { root, folder: config.policies }
  if (!isOneOfSeveral) return openFolder(place)
  const contents = ofQuestion.get(whole) ?? readFolderContents(place)
  ofQuestion.set(whole, contents)
  return contents
}

function onDiskOf({ paths }: FolderContents): Pick<OnDisk, 'files' | 'told'> {
  return {
    files: new Set([...paths.policies, ...paths.tests]),
    told: paths.findings.map(({ file }) => file),
  }
}

/** Reads the folder, and refuses absent files. @throws PolicyctlError files-absent. */
export async function wholePolicyFolder(workbench: Workbench): Promise<PolicyFolderContents> {
  return refuseAbsent(await policyFolder(workbench))
}

function refuseAbsent<Contents extends FolderContents>(contents: Contents): Contents {
  const absent = contents.paths.findings.flatMap(({ check, file, message, hint }): readonly Absent[] =>
    check === ABSENT_FILE ? [{ path: file, fact: message.slice(file.length + 1), hint: hint ?? '' }] : [],
  )
  if (absent.length > 0) throw filesAbsent(absent)
  return contents
}

const NOT_COMPARED = { unattested: [], reals: new Map<string, string>() }

/** Reading files works without git; code that needs the ledger opens the repository again and gets the error. */
async function repositoryOf(workbench: Workbench): Promise<FoundRepository> {
  try {
    return await workbench.repository()
  } catch (error) {
    if (!(error instanceof PolicyctlError)) throw error
    workbench.context.notify({
      kind: 'note',
      text: `git was not asked whether all files are here: ${error.message}`,
    })
    return { git: null, reason: error.message }
  }
}

/** Lists config, ceilings and baseline, as far as they are on disk and in force. */
function otherDeciding({ root, config, configFile, judge }: Project): readonly string[] {
  const ofConfig =
    configFile === null || judge !== undefined ? [] : [relative(root, configFile), ...ceilingFiles(config)]
  return [...ofConfig, ...(isRegularFile(join(root, BASELINE_NAME)) ? [BASELINE_NAME] : [])]
}

function completed(
  { paths, bytesOf }: FolderContents,
  { offDisk, absent }: CheckoutComparison,
): Omit<PolicyFolderContents, 'decided'> {
  const bytes = new Map(offDisk.map(({ file, bytes: content }) => [file, content]))
  const files = [...bytes.keys()]
  const policies = [...paths.policies, ...files.filter((file) => !isTestFile(file))]
  const tests = [...paths.tests, ...files.filter(isTestFile)]
  return {
    paths: {
      policies: policies.sort(),
      tests: tests.sort(),
      findings: [...paths.findings, ...absent.map(findingOf)],
    },
    bytesOf: (file) => bytes.get(file) ?? bytesOf(file),
    offDisk: new Set(files),
  }
}

function findingOf({ path, fact, hint }: Absent) {
  return { ...fileFinding(ABSENT_FILE, path, fact), hint }
}

/** As `wholePolicyFolder`, for commands that record nothing. @throws PolicyctlError files-absent. */
export async function readWholeFolder(workbench: Workbench): Promise<FolderContents> {
  return refuseAbsent(await readableFolder(workbench))
}
