/**
 * Finds the other projects of the repository that use the target's workspace, by
 * their configs in HEAD and by their ledgers. Projects of other repositories
 * cannot be known.
 */
import { posix } from 'node:path'
import { findHandOver, type Neighbour } from '../change/hand-over.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Config, DEFAULT_CONFIG, parseConfig } from '../files/config.ts'
import { isPolicyPath } from '../files/policy-paths.ts'
import { CONFIG_KIND, decidingText } from '../files/read-deciding-file.ts'
import { filesCalled } from '../git/files-called.ts'
import { withHeldIntent } from '../git/held-intent.ts'
import { readLedgerAt } from '../git/ledger.ts'
import type { KnownRef, LedgerLook } from '../git/ledger-look.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { lockAt } from '../git/lock-commit.ts'
import { readFileAt, readRevision } from '../git/read-revision.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { isSameOwner, type ProjectWorkspace, sharesWorkspace } from '../policy/workspace.ts'
import { obscuringIn } from './sound-files.ts'
import { workspacesOf } from './target-identity.ts'

export interface Neighbours {
  readonly neighbours: readonly NamedNeighbour[]
  /** Folders of projects in HEAD that cannot be read, so that their policies are not known. */
  readonly unreadable: readonly string[]
}

export interface NamedNeighbour extends Neighbour {
  /** Name of its ledger; null: it has none. */
  readonly name: string | null
  /** Its ledger; null: it has none. */
  readonly snapshot: LedgerSnapshot | null
}

export const NO_NEIGHBOURS: Neighbours = { neighbours: [], unreadable: [] }

/** @throws PolicyctlError those of the ledgers. */
export async function readNeighbours(place: LedgerPlace, look: LedgerLook): Promise<Neighbours> {
  // The file of an embedded workspace is one project's own.
  if (place.endpoint.startsWith('embedded:')) return NO_NEIGHBOURS
  const ledgers = new Map<string, KnownRef>()
  for (const ledger of look.ledgers)
    if (isNeighbours(ledger, place) && ledger.of !== null) ledgers.set(ledger.of.folder, ledger)
  const inHead = await projectsInHead(place)
  const configs = new Map(inHead.map(({ folder, config }) => [folder, config]))
  const folders = inHead.flatMap(({ folder, config }) =>
    config !== null && namesWorkspace(config, place) ? [folder] : [],
  )
  const mayBe = ({ folder, text }: ProjectInHead): boolean =>
    ledgers.has(folder) || text.includes(new URL(place.endpoint).hostname)
  const unreadable = inHead.filter((one) => one.config === null && mayBe(one)).map(({ folder }) => folder)
  const neighbours: NamedNeighbour[] = []
  for (const folder of new Set([...folders, ...ledgers.keys()])) {
    const ledger = ledgers.get(folder) ?? null
    const files = await namesOfFiles(place, folder, configs.get(folder) ?? DEFAULT_CONFIG)
    if (files === null) unreadable.push(folder)
    const known = ledger === null ? NO_LEDGER : await ledgerOf(place, look, ledger)
    neighbours.push({ folder, files: files ?? new Set(), ...known })
  }
  return { neighbours, unreadable }
}

/** Returns the policies that other projects of the repository have in this workspace. @throws as readNeighbours. */
export async function policiesOfNeighbours(
  place: LedgerPlace,
  look: LedgerLook | null,
): Promise<ReadonlySet<string>> {
  const { neighbours } = look === null ? NO_NEIGHBOURS : await readNeighbours(place, look)
  return findHandOver({ desired: new Map(), ledger: null, neighbours }, () => true).theirs
}

/** The place of a neighbour's ledger, from which it is read and written. */
export function placeOfNeighbour(place: LedgerPlace, name: string, of: ProjectWorkspace): LedgerPlace {
  const { endpoint, namespace, folder } = of
  return { ...place, target: name, ledger: name, endpoint, namespace, folder, config: 'as-recorded' }
}

/** Refuses deletes while another project of HEAD cannot be read: it may own the policy. @throws PolicyctlError config-invalid. */
export function refuseUnreadable({ unreadable }: Neighbours): void {
  const [folder] = unreadable
  if (folder === undefined) return
  throw new PolicyctlError('config-invalid', {
    message: `the project in '${folder || '.'}' cannot be read at HEAD, so it may have a policy that would be deleted here`,
    hint: `fix ${posix.join(folder, CONFIG_NAME)} or its policy folder, and commit that`,
  })
}

function isNeighbours({ of }: KnownRef, place: LedgerPlace): boolean {
  return of !== null && of.folder !== place.folder && sharesWorkspace(of, place)
}

const NO_LEDGER = { name: null, snapshot: null, ledger: null }

async function ledgerOf(place: LedgerPlace, look: LedgerLook, { name, revision, of }: KnownRef) {
  const snapshot = await readLedgerAt(placeOfNeighbour(place, name, of ?? place), revision)
  const held = look.locks.find((lock) => lock.of !== null && isSameOwner(lock.of, snapshot))
  const lock = held === undefined ? null : await lockAt(place, held.revision)
  return { name, snapshot, ledger: withHeldIntent(snapshot, lock) }
}

interface ProjectInHead {
  readonly folder: string
  /** null: it cannot be read. */
  readonly config: Config | null
  readonly text: string
}

async function projectsInHead({ repository, folder: own }: LedgerPlace): Promise<readonly ProjectInHead[]> {
  if (repository.head === null) return []
  const ref = repository.head
  const paths = await filesCalled(repository.git, ref, CONFIG_NAME)
  const folders = paths.map((path) => (posix.dirname(path) === '.' ? '' : posix.dirname(path)))
  const others = folders.filter((folder) => folder !== own)
  return Promise.all(
    others.map(async (folder) => {
      const bytes = await readFileAt({ ...repository, folder }, { ref, file: CONFIG_NAME }).catch(() => null)
      const config = bytes === null ? null : configIn(bytes, posix.join(folder, CONFIG_NAME))
      return { folder, config, text: new TextDecoder().decode(bytes ?? new Uint8Array()) }
    }),
  )
}

/** @returns null for an invalid config: reporting it is up to that project. */
function configIn(bytes: Uint8Array, shown: string): Config | null {
  try {
    return parseConfig(decidingText(bytes, { ...CONFIG_KIND, shown }), shown)
  } catch {
    return null
  }
}

function namesWorkspace(config: Config, place: LedgerPlace): boolean {
  return workspacesOf(config).some((workspace) => sharesWorkspace({ ...workspace, folder: '' }, place))
}

/** Reads the names of the policies of a project at HEAD. @returns null if the files cannot all be read. */
export async function namesOfFiles(
  { repository }: LedgerPlace,
  folder: string,
  { policies }: Pick<Config, 'policies'>,
): Promise<ReadonlySet<string> | null> {
  if (repository.head === null) return new Set()
  try {
    const files = await readRevision({ ...repository, folder }, { ref: repository.head, folder: policies })
    const own = files.filter(({ file }) => isPolicyPath(posix.relative(policies, file)))
    const parsed = own.map(({ file, bytes }) => parsePolicyFile(file, bytes))
    // A file that cannot be read may hold any policy.
    if (obscuringIn(parsed).length > 0) return null
    return new Set(parsed.flatMap((file) => file.policies.map(({ policy }) => policy.name)))
  } catch {
    return null
  }
}
