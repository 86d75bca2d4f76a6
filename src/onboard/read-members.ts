/** Reads the policies that each target of a fleet has today, from its workspace or from a folder of its copies. */
import { relative, resolve, sep } from 'node:path'
import type { NotAdopted } from '../answers/adopt.ts'
import { knownError } from '../diagnostic/known-error.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { isFolder } from '../files/find-project.ts'
import { readPolicyFiles, readTestFiles } from '../files/policy-files.ts'
import type { TargetCopies } from '../fleet/infer/fleet-proposal.ts'
import { commitCounts } from '../git/commit-counts.ts'
import type { ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import type { Binding } from '../policy/binding.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { liveAsKnown } from '../policy/live-as-known.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import type { Spec } from '../policy/policy.ts'
import { fileForPolicy } from '../workbench/file-for-policy.ts'
import type { LedgerAccess } from '../workbench/ledger-place.ts'
import { policiesOfNeighbours } from '../workbench/neighbours.ts'
import { readLive } from '../workbench/read-live.ts'
import type { TargetIdentity } from '../workbench/target-identity.ts'
import type { Workbench } from '../workbench/workbench.ts'
import type { Member } from './choose-members.ts'

export interface ReadMember extends TargetCopies {
  readonly identity: TargetIdentity
  /** Policies that were found and get no file. */
  readonly left: readonly NotAdopted[]
  /** Copies with comments, by policy. */
  readonly sources: ReadonlyMap<string, CopySource>
  /** The bindings of agents; [] without --bindings. */
  readonly bindings: readonly Binding[]
  /** null: a folder was read. */
  readonly workspace: ReadWorkspace | null
}

export interface ReadWorkspace {
  readonly live: readonly LivePolicy[]
  readonly access: LedgerAccess
  readonly ledger: LedgerSnapshot | null
}

export interface CopySource {
  readonly file: ParsedFile
  readonly policy: ParsedPolicy
  /** Commits that changed the file. */
  readonly commits: number
}

export interface ReadQuestion {
  /** Only these policies; []: all. */
  readonly names: readonly string[]
  readonly bindings: boolean
}

/** The number of targets that are read at the same time. */
const AT_A_TIME = 4

/**
 * Ends with the error of the first target that cannot be read: without it, shared layers would be guesses.
 *
 * @throws PolicyctlError, of the target; StoreFailure.
 */
export async function readMembers(
  workbench: Workbench,
  members: readonly Member[],
  question: ReadQuestion,
): Promise<readonly ReadMember[]> {
  const read: ReadMember[] = []
  for (let at = 0; at < members.length; at += AT_A_TIME)
    read.push(
      ...(await Promise.all(
        members
          .slice(at, at + AT_A_TIME)
          .map(({ target, folder }) =>
            named(target, () =>
              folder === null
                ? readWorkspace(workbench, target, question)
                : readFolder(workbench, { target, folder }, question),
            ),
          ),
      )),
    )
  return read
}

async function named<Result>(target: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    const { code, message, hint } = knownError(error)
    throw new PolicyctlError(code, { message: `${target}: ${message}`, hint, cause: error })
  }
}

async function readWorkspace(
  around: Workbench,
  name: string,
  { names, bindings: wantsBindings }: ReadQuestion,
): Promise<ReadMember> {
  const bench = around.forTarget(name)
  try {
    const { reads } = await bench.target()
    const access = await bench.ledger.access()
    const [{ snapshot: ledger, look }, live] = await Promise.all([bench.ledger.readWithLock(), reads.list()])
    const theirs = access.place === null ? new Set<string>() : await policiesOfNeighbours(access.place, look)
    const bindings = wantsBindings ? (await readLive(reads)).bindings.pairs : []
    const { policies, left } = chosenOf(live, { names, folder: around.whole.config.policies, theirs })
    const unread = reads.unreadable().map(
      ({ name: policy, fault }): NotAdopted => ({
        ...{ policy, file: null, reason: 'unreadable', message: `it cannot be read: ${fault}` },
      }),
    )
    return {
      name,
      identity: bench.identity(),
      policies,
      left: [...left, ...unread.filter(({ policy }) => names.length === 0 || names.includes(policy))],
      sources: new Map(),
      bindings,
      workspace: { live, access, ledger },
    }
  } finally {
    await bench.close()
  }
}

interface Choosing {
  readonly names: readonly string[]
  /** Folder of the policies. */
  readonly folder: string
  /** Policies of other projects of the repository. */
  readonly theirs: ReadonlySet<string>
}

function chosenOf(
  live: readonly LivePolicy[],
  { names, folder, theirs }: Choosing,
): { readonly policies: ReadonlyMap<string, Spec>; readonly left: readonly NotAdopted[] } {
  const policies = new Map<string, Spec>()
  const left: NotAdopted[] = []
  const asked = live.filter(({ name }) => names.length === 0 || names.includes(name))
  for (const { name, spec } of asked.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = fileForPolicy(folder, name)
    if ('fault' in place) left.push({ policy: name, file: null, reason: 'name', message: place.fault })
    else if (theirs.has(name))
      left.push({
        ...{ policy: name, file: null, reason: 'managed' },
        message: 'another project of this repository owns it; each policy has one owner',
      })
    else policies.set(name, liveAsKnown(spec))
  }
  return { policies, left }
}

async function readFolder(
  around: Workbench,
  { target, folder }: { readonly target: string; readonly folder: string },
  { names, bindings: wantsBindings }: ReadQuestion,
): Promise<ReadMember> {
  const root = resolve(around.context.cwd, folder)
  if (!isFolder(root))
    throw new PolicyctlError('path-not-found', {
      message: `there is no folder ${folder}`,
      hint: 'dir:PATH names a folder of policy files, relative to the current folder',
    })
  const files = await readPolicyFiles({ root, folder: '.' })
  const commits = await commitsOf(around, root)
  const sources = new Map<string, CopySource>()
  const left: NotAdopted[] = files.flatMap(({ file, policies, findings }) => {
    const fault = findings.find(({ severity }) => severity === 'error')
    const isBroken = fault !== undefined && policies.length === 0
    return isBroken ? [{ policy: file, file, reason: 'unreadable' as const, message: fault.message }] : []
  })
  for (const file of files)
    for (const policy of file.policies) {
      const { name } = policy.policy
      if (names.length > 0 && !names.includes(name)) continue
      const message = !policy.isSound
        ? `${file.file} has findings; fix them first`
        : sources.has(name)
          ? `${sources.get(name)?.file.file} holds a policy of that name already`
          : null
      if (message === null) sources.set(name, { file, policy, commits: commits(file.file) })
      else left.push({ policy: name, file: file.file, reason: 'refused', message })
    }
  const policies = new Map([...sources].map(([name, { policy }]) => [name, policy.policy.spec]))
  return {
    name: target,
    identity: around.forTarget(target).identity(),
    policies,
    left: [...left, ...besidePolicies(root, files, { names, bindings: wantsBindings })],
    sources,
    bindings: wantsBindings ? files.flatMap(({ bindings }) => bindings) : [],
    workspace: null,
  }
}

/** Lists files of a folder of copies that have other documents than policies, which are not adopted. */
function besidePolicies(
  root: string,
  files: readonly ParsedFile[],
  { names, bindings: wantsBindings }: ReadQuestion,
): readonly NotAdopted[] {
  if (names.length > 0) return []
  const notTaken = (file: string, message: string): NotAdopted => ({
    ...{ policy: file, file, reason: 'not-a-policy', message },
  })
  const bound = wantsBindings ? [] : files.filter(({ bindings }) => bindings.length > 0)
  return [
    ...bound.map(({ file }) =>
      notTaken(file, 'its PolicyBinding documents are taken over only with --bindings'),
    ),
    ...readTestFiles({ root, folder: '.' }).map(({ file }) =>
      notTaken(file, 'policy tests are not taken over: move them below the policies by hand'),
    ),
  ]
}

/** Counts the commits of a file, by its path from the folder. */
async function commitsOf(around: Workbench, root: string): Promise<(file: string) => number> {
  const repository = await around.repository()
  if (repository.git === null) return () => 0
  const counts = await commitCounts(repository, [root])
  const { workTree } = repository
  return (file) => counts.get(relative(workTree, resolve(root, file)).split(sep).join('/')) ?? 0
}
