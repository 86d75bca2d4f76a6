/**
 * Sides of a comparison, read: the working tree, a revision, a folder, the
 * workspace. Every command that looks at policies reads them here.
 *
 * Who has what is known from PolicyBinding documents of each side; where a live
 * side takes part, what agents have there holds for the other side too, and
 * documents count only for agents that live does not name.
 */
import { posix, relative, resolve } from 'node:path'
import type { ReadSide } from '../answers/read-side.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isFolder } from '../files/find-project.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { readRevision } from '../git/read-revision.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import { type Binding, type Bindings, bindingsOf } from '../policy/binding.ts'
import { type BindingSource, type LiveBindings, withDocuments } from '../policy/live-bindings.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { assertPolicyFolder } from './assert-policy-folder.ts'
import { policyFolderAt } from './config-at.ts'
import { readWholeProject } from './policy-folder.ts'
import { readLive } from './read-live.ts'
import { type SideName, sideText } from './side-name.ts'
import type { Workbench } from './workbench.ts'

export interface Side extends ReadSide {
  readonly kind: SideName['kind']
  /** The workspace, null for sides that are no workspace. */
  readonly target: { readonly name: string; readonly endpoint: string } | null
}

/**
 * Reads the sides; live ones once, however many are named.
 *
 * @throws PolicyctlError of targets and stores for live, git-required and revision-unknown for git, path-not-found for dir.
 */
export async function openSides(names: readonly SideName[], workbench: Workbench): Promise<readonly Side[]> {
  const read: SideFiles[] = []
  for (const name of names) read.push(await readSide(name, workbench))
  const live = read.flatMap(({ liveBindings }) => liveBindings ?? [])[0] ?? null
  const documents = read.flatMap(({ bindings }) => bindings)
  return read.map((side) =>
    live === null
      ? sideOf(side, bindingsOf(side.bindings), 'documents')
      : sideOf(side, withDocuments(live, documents), live.source),
  )
}

interface SideFiles {
  readonly name: SideName
  readonly policies: readonly (ParsedPolicy | LivePolicy)[]
  /** PolicyBinding documents. */
  readonly bindings: readonly Binding[]
  /** null: it is no workspace. */
  readonly liveBindings: LiveBindings | null
  readonly errors: readonly Finding[]
  readonly target: Side['target']
}

async function readSide(name: SideName, workbench: Workbench): Promise<SideFiles> {
  switch (name.kind) {
    case 'live':
      return fromWorkspace(name, workbench)
    case 'git':
      return fromFiles(name, await filesOfRevision(name.ref, workbench))
    case 'dir':
      return fromFiles(name, await filesOfFolder(name.path, workbench))
    case 'files':
      await assertPolicyFolder(workbench)
      return fromFiles(name, await readWholeProject(workbench))
  }
}

async function fromWorkspace(name: SideName, workbench: Workbench): Promise<SideFiles> {
  const { reads, name: targetName, endpoint } = await workbench.target()
  const { policies, bindings: liveBindings } = await readLive(reads)
  const target = { name: targetName, endpoint }
  return { name, policies, bindings: [], liveBindings, errors: [], target }
}

async function filesOfRevision(ref: string, workbench: Workbench): Promise<readonly ParsedFile[]> {
  const { project } = workbench
  const repository = await workbench.repository()
  if (repository.git === null) {
    throw new PolicyctlError('git-required', {
      message: `git:${ref} needs git: ${repository.reason}`,
      hint: 'compare folders instead: policyctl diff dir:OLD dir:NEW',
    })
  }
  const folder = (await policyFolderAt(repository, ref)) ?? project.judge?.policies ?? project.config.policies
  const files = await readRevision(repository, { ref, folder })
  const inFolder = (file: string): string => posix.relative(folder, file)
  return files
    .filter(({ file }) => isPolicyPath(inFolder(file)))
    .map(({ file, bytes }) => parsePolicyFile(file, bytes))
}

async function filesOfFolder(path: string, { context }: Workbench): Promise<readonly ParsedFile[]> {
  const root = resolve(context.cwd, path)
  if (!isFolder(root)) {
    throw new PolicyctlError('path-not-found', {
      message: `there is no folder ${relative(context.cwd, root) || root}`,
      hint: 'dir:PATH names a folder of policy files, relative to where you stand',
    })
  }
  return readPolicyFiles({ root, folder: '.' })
}

function fromFiles(name: SideName, files: readonly ParsedFile[]): SideFiles {
  return {
    name,
    policies: files.flatMap((file) => file.policies),
    bindings: files.flatMap((file) => file.bindings),
    liveBindings: null,
    errors: files.flatMap((file) => file.findings.filter(({ severity }) => severity === 'error')),
    target: null,
  }
}

/** Of two policies with one name the first counts; that there are two is an error. */
function sideOf(
  { name, policies, errors, target }: SideFiles,
  bindings: Bindings,
  source: BindingSource,
): Side {
  const byName = new Map<string, ParsedPolicy | LivePolicy>()
  const duplicates: Finding[] = []
  for (const policy of policies) {
    const key = 'policy' in policy ? policy.policy.name : policy.name
    if (!byName.has(key)) byName.set(key, policy)
    else if ('policy' in policy) duplicates.push(duplicate(policy))
  }
  const parsed = [...byName].flatMap(([key, policy]) => ('policy' in policy ? [[key, policy] as const] : []))
  const specs = [...byName].map(
    ([key, policy]) => [key, 'policy' in policy ? policy.policy.spec : policy.spec] as const,
  )
  return {
    name: sideText(name),
    kind: name.kind,
    access: { policies: new Map(specs), bindings },
    bindings: source,
    parsed: new Map(parsed),
    errors: [...errors, ...duplicates],
    target,
  }
}

function duplicate({ policy, placeOf }: ParsedPolicy): Finding {
  return {
    ...placeOf(['name']),
    check: 'duplicate-policy',
    severity: 'error',
    message: `there is another policy named ${policy.name}`,
    hint: 'give each policy a name of its own',
    policy: policy.name,
    fixable: false,
  }
}
