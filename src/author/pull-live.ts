import { join } from 'node:path'
import { type Left, type PullAnswer, type PullDocument, pullAnswer } from '../answers/pull.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { Changes } from '../change/change.ts'
import { computeChanges } from '../change/compute-changes.ts'
import type { Desired } from '../change/desired.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { schemaPath } from '../files/schema-path.ts'
import { type KeptCopy, keepCopies } from '../git/keep-copies.ts'
import { uncommittedFiles } from '../git/working-tree.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { unknownFieldsIn } from '../plan/unknown-fields-of.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { ledgerWithout, without } from '../policy/ledger-without.ts'
import type { LivePolicy, UnreadablePolicy } from '../policy/live-policy.ts'
import { assertKnown } from '../workbench/assert-known.ts'
import type { LedgerAccess } from '../workbench/ledger-place.ts'
import { type PolicyFolderContents, wholePolicyFolder } from '../workbench/policy-folder.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import { type ProjectFolder, projectFolder } from '../workbench/project-folder.ts'
import { refusalOfObscured } from '../workbench/sound-files.ts'
import type { Target } from '../workbench/target.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { brokenForOthers } from './assert-may-write.ts'
import { type Chosen, choosePulls } from './choose-pulls.ts'
import type { FileEdit } from './edit-files.ts'
import { errorsInPulled } from './errors-in-pulled.ts'
import { folderOfNew } from './layer-edit.ts'
import { placePulls, sharedOrLeft } from './place-pulls.ts'
import { writeEdits } from './write-edits.ts'

export interface PullQuestion {
  /** Policies to take; []: all that were edited live. */
  readonly names: readonly string[]
  /** True to take also policies that are in no file. */
  readonly all: boolean
  /** True to take also changes that undo work in the files. */
  readonly force: boolean
  /** True to take also changes of other targets, which have the same layer. */
  readonly shared: boolean
}

/**
 * Takes live edits into the files. The workspace is only read, and nothing is committed.
 *
 * @throws PolicyctlError project-not-found, policy-unknown, file-unwritable, file-changed, and those of target and ledger; StoreFailure.
 */
export async function pullLive(
  workbench: Workbench,
  question: PullQuestion,
): Promise<PullAnswer | RefusalAnswer> {
  assertQuestion('pullLive', question, {
    names: FIELD.texts,
    all: FIELD.flag,
    force: FIELD.flag,
    shared: FIELD.flag,
  })
  await assertPolicyFolder(workbench, { orLedger: true })
  const contents = await wholePolicyFolder(workbench)
  const given = projectFolder(contents, workbench)
  const refusal = refusalOfObscured(given.files)
  if (refusal !== null) return refusal
  const { document, copies } = await pulled(workbench, question, { contents, ...given })
  return pullAnswer(document, {
    names: question.names,
    copies,
    errors: await errorsInPulled(document.pulled, workbench),
  })
}

async function pulled(
  workbench: Workbench,
  question: PullQuestion,
  found: Found,
): Promise<{ readonly document: PullDocument; readonly copies: readonly KeptCopy[] }> {
  const { fleet, contents } = found
  const facts = await readFacts(workbench, found)
  const { desired, live, ledger, unreadable } = facts
  const names = [...live, ...unreadable].map(({ name }) => name)
  assertKnown(question.names, new Set([...desired.keys(), ...names, ...(ledger?.policies.keys() ?? [])]))
  const chosen = choose(question, facts)
  const { root, config } = workbench.project
  const schemaFor = (file: string): string | null => schemaPath(root, join(root, file))
  const placed = placePulls(chosen.take, fleet)
  const set = { files: found.files, folder: folderOfNew(config.policies, fleet), schemaFor }
  const { edited, shared } = sharedOrLeft(placed.take, set, {
    fleet,
    isShared: question.shared,
    brokenBy: (texts) => brokenForOthers(workbench, { contents, texts }),
  })
  const copies = await copiesOf(edited.edits, facts)
  const written = writeEdits(root, edited.edits)
  const unread = unreadOf(question, facts).map(leftUnread)
  const left = [...chosen.left, ...placed.left, ...edited.left, ...written.left, ...unread]
  return { document: documentOf({ workbench, facts, chosen, shared, pulled: written.pulled, left }), copies }
}

/** Reads ledger and workspace, and compares them with the files. */
async function readFacts(workbench: Workbench, found: Found): Promise<Facts> {
  const target = await workbench.target()
  const access = await workbench.ledger.access()
  const [snapshot, live] = await Promise.all([workbench.ledger.read(), target.reads.list()])
  const unreadable = target.reads.unreadable()
  // A live policy that cannot be read is not gone, so its file stays as it is.
  const unread = unreadable.map(({ name }) => name)
  const ledger = snapshot === null ? null : ledgerWithout(snapshot, unread)
  const wanted = desiredOf(found.files)
  const desired = without(wanted, unread)
  const uncommitted =
    access.place === null ? [] : await uncommittedFiles(access.place.repository, found.contents.decided)
  return {
    ...found,
    ...{ target, access, uncommitted, live, ledger, desired, unreadable },
    changes: computeChanges({ desired, live, ledger }),
    own: new Set([...wanted.keys(), ...(snapshot?.policies.keys() ?? [])]),
  }
}

/** The policies that cannot be read and would have been pulled. */
function unreadOf({ names, all }: PullQuestion, { unreadable, own }: Facts): readonly UnreadablePolicy[] {
  return unreadable.filter(({ name }) => (names.length === 0 ? all || own.has(name) : names.includes(name)))
}

interface Done extends Pick<PullDocument, 'shared' | 'pulled' | 'left'> {
  readonly workbench: Workbench
  readonly facts: Facts
  readonly chosen: Chosen
}

function documentOf({ workbench, facts, chosen, shared, pulled, left }: Done): PullDocument {
  const { target, live, ledger, desired } = facts
  const { unmanaged } = chosen
  const { serverFields } = workbench.project.config
  return {
    formatVersion: 1,
    target: { name: target.name, endpoint: target.endpoint },
    ledger: ledger?.revision ?? null,
    shared,
    summary: { pulled: pulled.length, left: left.length, unmanaged: unmanaged.length },
    pulled: pulled.toSorted(byPolicy),
    left: left.toSorted(byPolicy),
    unmanaged,
    unknownFields: unknownFieldsIn(
      live.filter(({ name }) => !unmanaged.includes(name)),
      { ledger, serverFields, named: (name) => desired.get(name)?.spec ?? null },
    ),
  }
}

function leftUnread({ name, fault }: UnreadablePolicy): Left {
  return { policy: name, file: null, reason: 'unreadable', message: `it cannot be read live: ${fault}` }
}

function byPolicy(a: { readonly policy: string }, b: { readonly policy: string }): number {
  return a.policy < b.policy ? -1 : 1
}

interface Found extends Pick<ProjectFolder, 'files' | 'fleet'> {
  readonly contents: PolicyFolderContents
}

interface Facts extends Found {
  readonly target: Target
  readonly access: LedgerAccess
  /** Files with changes that no commit has. */
  readonly uncommitted: readonly string[]
  readonly changes: Changes
  readonly live: readonly LivePolicy[]
  readonly ledger: LedgerSnapshot | null
  /** The policies of the files, without those that cannot be read live. */
  readonly desired: Desired
  readonly unreadable: readonly UnreadablePolicy[]
  /** Names of the policies that files or ledger have. */
  readonly own: ReadonlySet<string>
}

/** Keeps texts that no commit has in git before their files are written, also with --force. */
async function copiesOf(
  edits: readonly FileEdit[],
  { access, uncommitted }: Pick<Facts, 'access' | 'uncommitted'>,
): Promise<readonly KeptCopy[]> {
  if (access.place === null) return []
  const isUncommitted = new Set(uncommitted)
  const replaced = edits.filter(({ file, isNew }) => !isNew && isUncommitted.has(file))
  return keepCopies(
    access.place.repository.git,
    replaced.map(({ file, was }) => ({ file, text: was })),
  )
}

function choose({ names, all, force }: PullQuestion, facts: Facts): Chosen {
  const { contents, access, uncommitted, files, changes, live, ledger } = facts
  return choosePulls({
    changes,
    liveSpecs: new Map(live.map(({ name, spec }) => [name, spec])),
    names: new Set(names),
    all,
    force,
    uncommitted: new Set(uncommitted),
    hasGit: access.place !== null,
    duplicates: duplicatesIn(files),
    offDisk: contents.offDisk,
    noLedger: ledger !== null ? '' : access.place === null ? access.reason : 'there is no ledger yet',
  })
}

function desiredOf(files: readonly ParsedFile[]) {
  const policies = files.flatMap((file) => file.policies)
  return new Map(policies.map(({ policy, file }) => [policy.name, { spec: policy.spec, file }]))
}

function duplicatesIn(files: readonly ParsedFile[]): ReadonlySet<string> {
  const names = files.flatMap((file) => file.policies.map(({ policy }) => policy.name))
  return new Set(names.filter((name, index) => names.indexOf(name) !== index))
}
