import { type MoveLedgerAnswer, moveLedgerAnswer } from '../answers/move-ledger.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { type Config, parseConfig } from '../files/config.ts'
import type { LedgerPlace } from '../git/ledger-place.ts'
import { ledgerToMove, moveLedger } from '../git/move-ledger.ts'
import { readFileAt } from '../git/read-revision.ts'
import { CONFIG_NAME } from '../policy/policy-path.ts'
import { isSameWorkspace, type ProjectWorkspace, type Workspace } from '../policy/workspace.ts'
import { LOCAL } from '../workbench/choose-target.ts'
import { workspacesOf } from '../workbench/target-identity.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface MoveLedgerQuestion {
  /** Name of the ledger that moves; null: the user named none. */
  readonly from: string | null
}

/**
 * Moves a ledger to the target of the question, with its URL, namespace and
 * project. Needs git only, and sends nothing to the workspace.
 *
 * @throws PolicyctlError git-required, ledger-missing, ledger-mismatch (3) if a config still names its workspace, and as moveLedger.
 */
export async function moveLedgerTo(
  workbench: Workbench,
  question: MoveLedgerQuestion,
): Promise<MoveLedgerAnswer> {
  assertQuestion('moveLedgerTo', question, { from: FIELD.textOrNull })
  const { from: name } = question
  const access = await workbench.ledgers()
  if (access.place === null) {
    throw new PolicyctlError('git-required', {
      message: `move-ledger needs git, where the ledger is: ${access.reason}`,
      hint: 'run it in a clone of the repository that the policies are applied from',
    })
  }
  const { place, look } = access
  if (name === null) throw unnamed(look.ledgers.map((ledger) => ledger.name))
  const old = await ledgerToMove(place, look, name)
  if (isPractice(workbench, place, old)) throw practice(name, old)
  if (await isStillUsed(workbench, place, old)) throw stillUsed(name, old)
  const isJoined = name !== place.ledger && look.ledgers.some((ledger) => ledger.name === place.ledger)
  const { from, revision, policies } = await moveLedger(place, { name, nonce: workbench.context.nonce() })
  const [was, is] = [ownerOf(name, from), ownerOf(place.ledger, place)]
  return moveLedgerAnswer({ formatVersion: 1, from: was, to: is, ledger: revision, policies }, { isJoined })
}

function unnamed(known: readonly string[]): PolicyctlError {
  return new PolicyctlError('usage', {
    message: 'move-ledger needs --from, the name of the ledger that moves',
    hint: known.length === 0 ? 'there is no ledger yet' : `known ledgers: ${known.join(', ')}`,
  })
}

function ownerOf(name: string, { endpoint, namespace, folder }: ProjectWorkspace) {
  return { name, endpoint, namespace, folder: folder === '' ? '.' : folder }
}

/** The practice workspace is there without an entry in the config, and is no other workspace under an old URL. */
function isPractice({ project }: Workbench, place: LedgerPlace, old: ProjectWorkspace): boolean {
  if (project.config.targets.has(LOCAL.name) || old.folder !== place.folder) return false
  const practice = { endpoint: `embedded:${LOCAL.file}`, namespace: null }
  return isSameWorkspace(practice, old) && !isSameWorkspace(place, old)
}

function practice(name: string, { endpoint }: ProjectWorkspace): PolicyctlError {
  return new PolicyctlError('ledger-mismatch', {
    message: `the ledger '${name}' belongs to the practice workspace ${endpoint}, which --target ${LOCAL.name} still reaches`,
    hint: 'leave it: the ledger of another workspace begins with its first apply or adopt',
  })
}

/** Tells whether a config, this one or that of the old folder in HEAD, still names the ledger's workspace. */
async function isStillUsed(
  { project }: Workbench,
  place: LedgerPlace,
  old: ProjectWorkspace,
): Promise<boolean> {
  const isOld = (workspace: Parameters<typeof isSameWorkspace>[0]): boolean => isSameWorkspace(workspace, old)
  if (old.folder === place.folder) return !isOld(place) && namedIn(project.config).some(isOld)
  const { repository } = place
  if (repository.head === null) return false
  const there = { ...repository, folder: old.folder }
  const bytes = await readFileAt(there, { ref: repository.head, file: CONFIG_NAME })
  return bytes !== null && namedIn(parseConfig(new TextDecoder().decode(bytes), CONFIG_NAME)).some(isOld)
}

/** Lists the workspaces of a config, also embedded ones: if the old target still exists, its policies would lose their owner. */
function namedIn(config: Config): readonly Workspace[] {
  const embedded = [...config.targets.values()].flatMap(({ embedded: file }) =>
    file === undefined ? [] : [{ endpoint: `embedded:${file}`, namespace: null }],
  )
  return [...workspacesOf(config), ...embedded]
}

function stillUsed(name: string, { endpoint, folder }: ProjectWorkspace): PolicyctlError {
  return new PolicyctlError('ledger-mismatch', {
    message: `the ledger '${name}' is in use: the config in '${folder || '.'}' still names ${endpoint}`,
    hint: 'first commit the config without it; to move single policies, move their files: the next applies hand them over',
  })
}
