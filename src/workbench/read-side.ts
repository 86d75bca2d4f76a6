/** Reads one side of a comparison. */
import { relative, resolve } from 'node:path'
import type { Finding } from '../diagnostic/finding.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isFolder } from '../files/find-project.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { mappedPolicy } from '../fleet/target-files.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import type { Unreadable } from '../plan/plan.ts'
import { unreadableIn } from '../plan/unreadable.ts'
import type { Binding, Bindings } from '../policy/binding.ts'
import type { HeldRevision } from '../policy/ledger-snapshot.ts'
import type { LiveBindings } from '../policy/live-bindings.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { givenAt } from './given-at.ts'
import { ledgerAt } from './ledger-side.ts'
import { readWholeFolder } from './policy-folder.ts'
import { type FolderState, policyFolderState } from './policy-folder-state.ts'
import { projectFolder } from './project-folder.ts'
import { readLive } from './read-live.ts'
import { revisionFiles } from './revision-files.ts'
import type { SideName } from './side-name.ts'
import type { Workbench } from './workbench.ts'

export interface SideFiles {
  readonly name: SideName
  readonly policies: readonly (ParsedPolicy | LivePolicy)[]
  /** Live policies that cannot be read; they are not in `policies`. */
  readonly unreadable: readonly Unreadable[]
  /** PolicyBinding documents. */
  readonly bindings: readonly Binding[]
  /** null: the side is no workspace. */
  readonly liveBindings: LiveBindings | null
  /** The bindings that a ledger recorded; null: the side is no ledger, or none were recorded. */
  readonly ledgerBindings: Bindings | null
  /** The revision of a ledger; null for other sides. */
  readonly held: HeldRevision | null
  readonly errors: readonly Finding[]
  readonly target: { readonly name: string; readonly endpoint: string } | null
  /** The state of the folder: found, empty or missing. */
  readonly state: FolderState
}

const THERE: FolderState = { kind: 'there' }

/** @throws as openSides; a missing project is no error but the `state` of the side. */
export async function readSide(name: SideName, workbench: Workbench): Promise<SideFiles> {
  switch (name.kind) {
    case 'live':
      return fromWorkspace(name, workbench)
    case 'git':
      return fromRevision(name, workbench)
    case 'dir':
      return { ...NOTHING, ...fromFiles(await filesOfFolder(name.path, workbench)), name }
    case 'ledger':
      return fromLedger(name, workbench)
    case 'files':
      return fromProject(name, workbench)
    case 'target': {
      const other = workbench.forTarget(name.target)
      // It throws if the config has no such target.
      other.identity()
      return fromProject(name, other, name.inNamesOf)
    }
  }
}

const NOTHING: Omit<SideFiles, 'name'> = {
  policies: [],
  unreadable: [],
  bindings: [],
  liveBindings: null,
  ledgerBindings: null,
  held: null,
  errors: [],
  target: null,
  state: THERE,
}

type Named<Kind extends SideName['kind']> = Extract<SideName, { kind: Kind }>

async function fromWorkspace(name: Named<'live'>, workbench: Workbench): Promise<SideFiles> {
  if (name.target === undefined) return fromTarget(name, workbench)
  const other = workbench.forTarget(name.target)
  try {
    return await fromTarget(name, other)
  } finally {
    await other.close()
  }
}

async function fromTarget(name: Named<'live'>, workbench: Workbench): Promise<SideFiles> {
  const { reads, name: targetName, endpoint } = await workbench.target()
  const { policies, bindings: liveBindings, unreadable: unread } = await readLive(reads)
  const unreadable = unreadableIn({ unreadable: unread })
  return { ...NOTHING, name, policies, unreadable, liveBindings, target: { name: targetName, endpoint } }
}

async function fromLedger(name: Named<'ledger'>, workbench: Workbench): Promise<SideFiles> {
  const { snapshot, held } = await ledgerAt(workbench, name)
  const { policies, bindings } = snapshot
  const remembered = [...policies].map(([policy, spec]) => ({ name: policy, spec, usedBy: null }))
  return { ...NOTHING, name, policies: remembered, ledgerBindings: bindings, held }
}

async function fromProject(
  name: Named<'files' | 'target'>,
  workbench: Workbench,
  inNamesOf?: string,
): Promise<SideFiles> {
  const state = await policyFolderState(workbench)
  if (state.kind === 'absent' && state.isMisspelt) throw state.error
  return { ...NOTHING, ...fromFiles(await filesInNames(workbench, inNamesOf)), name, state }
}

/** Reads the files that a target gets, mapped to its own names, or to those of another target. */
async function filesInNames(
  workbench: Workbench,
  inNamesOf: string | undefined,
): Promise<readonly ParsedFile[]> {
  const { files, fleet } = projectFolder(await readWholeFolder(workbench), workbench)
  const other = fleet?.targets.find(({ name }) => name === inNamesOf)
  if (fleet === null || other === undefined) return files
  const written = new Map(fleet.given.policies.map((policy) => [policy.parsed, policy.written]))
  return files.map((file) => ({
    ...file,
    policies: file.policies.map((policy) => mappedPolicy(written.get(policy) ?? policy, other.map).parsed),
  }))
}

async function fromRevision(name: Named<'git'>, workbench: Workbench): Promise<SideFiles> {
  const { ref } = name
  const repository = await workbench.repository()
  if (repository.git === null) {
    throw new PolicyctlError('git-required', {
      message: `git:${ref} needs git: ${repository.reason}`,
      hint: 'compare folders instead: policyctl diff dir:OLD dir:NEW',
    })
  }
  const { own, folder, files, parsed } = await revisionFiles(ref, repository, workbench)
  const at = repository.folder === '' ? '' : ` in ${repository.folder}/`
  const state = stateOfRevision(files > 0, own !== null, { ref, folder, at })
  const given = givenAt(parsed, own, { workbench, folder })
  if (given !== null) return { ...NOTHING, ...fromFiles(given), name, state }
  return {
    ...NOTHING,
    name,
    state: { kind: 'empty', what: `its config has no target ${workbench.targetName}` },
  }
}

function stateOfRevision(
  hasFiles: boolean,
  hasConfig: boolean,
  { ref, folder, at }: { readonly ref: string; readonly folder: string; readonly at: string },
): FolderState {
  if (hasFiles) return THERE
  if (hasConfig) return { kind: 'empty', what: `it has no policies in ${folder}/${at}` }
  const error = new PolicyctlError('project-not-found', {
    message: `git:${ref} has no project: neither ${CONFIG_NAME} nor policies in ${folder}/${at}`,
    hint: 'run it in the folder of the project, or name a revision that has it',
  })
  return { kind: 'absent', error, isMisspelt: false }
}

async function filesOfFolder(path: string, { context }: Workbench): Promise<readonly ParsedFile[]> {
  const root = resolve(context.cwd, path)
  if (!isFolder(root)) {
    throw new PolicyctlError('path-not-found', {
      message: `there is no folder ${relative(context.cwd, root) || root}`,
      hint: 'dir:PATH names a folder of policy files, relative to the current folder',
    })
  }
  return readPolicyFiles({ root, folder: '.' })
}

function fromFiles(files: readonly ParsedFile[]): Pick<SideFiles, 'policies' | 'bindings' | 'errors'> {
  return {
    policies: files.flatMap((file) => file.policies),
    bindings: files.flatMap((file) => file.bindings),
    errors: files.flatMap((file) => file.findings.filter(({ severity }) => severity === 'error')),
  }
}
