import { join } from 'node:path'
import type { Left, PullDocument } from '../answers/pull-document.ts'
import type { Changes } from '../change/change.ts'
import { computeChanges } from '../change/compute-changes.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { schemaPath } from '../files/schema-path.ts'
import { uncommittedFiles } from '../git/working-tree.ts'
import { jsonText } from '../media/json-text.ts'
import { pullText } from '../media/pull-text.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy } from '../policy/live-policy.ts'
import { assertKnown } from '../workbench/assert-known.ts'
import type { LedgerAccess } from '../workbench/ledger-place.ts'
import { filesOffDisk } from '../workbench/policies-off-disk.ts'
import { openProject, type Project } from '../workbench/project.ts'
import { obscuringFindings, refuseObscured } from '../workbench/sound-files.ts'
import { openTarget, type Target } from '../workbench/target.ts'
import type { Command, Invocation } from './command.ts'
import { type Chosen, choosePulls } from './pull/choose-pulls.ts'
import { editFiles } from './pull/edit-files.ts'
import { tellErrors } from './pull/tell-errors.ts'
import { writeEdits } from './pull/write-edits.ts'

/** Live edits → files; the workspace is only read. */
export const command: Command = {
  name: 'pull',
  description:
    'Takes what somebody changed in the workspace into the policy files, and replaces only what differs:\ncomments, order and layout stay. What was changed in the files, too, is left until it is forced.\nNothing is written to the workspace, and nothing is committed.',
  arguments: [['[name...]', 'policies to take (default: all that were edited live)']],
  options: [
    { flags: '--all', description: 'policies that are in no file, too' },
    {
      flags: '--force',
      description: 'also what would undo work in the files: not applied, edited on both sides, not committed',
    },
  ],
  formats: ['text', 'json'],
  examples: [
    ['policyctl pull', 'take all live edits into the files'],
    ['policyctl pull payments --force', 'make one file what is live, whatever it says now'],
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const { context, global } = invocation
  const project = await openProject(context, global)
  const files = await readPolicyFiles({ root: project.root, folder: project.config.policies })
  const obscured = obscuringFindings(files)
  if (obscured.length > 0) return refuseObscured(invocation, files, obscured)
  const target = await openTarget(invocation, project)
  try {
    return await pull(invocation, { project, target, files })
  } finally {
    await target.close()
  }
}

interface Pulling {
  readonly project: Project
  readonly target: Target
  readonly files: readonly ParsedFile[]
}

async function pull(invocation: Invocation, { project, target, files }: Pulling): Promise<ExitStatus> {
  const { context, args } = invocation
  const access = await target.ledger.access()
  const [ledger, live] = await Promise.all([target.ledger.read(), target.reads.list()])
  const offDisk = await filesOffDisk(context, project)
  const changes = computeChanges({ desired: desiredOf([...files, ...offDisk]), live, ledger })
  const names = [...live.map(({ name }) => name), ...(ledger?.policies.keys() ?? [])]
  assertKnown(args, new Set([...desiredOf([...files, ...offDisk]).keys(), ...names]))
  const chosen = await choose(invocation, { project, access, files, offDisk, changes, live, ledger })
  const { folder, root } = { folder: project.config.policies, root: project.root }
  const schemaFor = (file: string): string | null => schemaPath(root, join(root, file))
  const edited = editFiles(chosen.take, { files, folder, schemaFor })
  const written = writeEdits(root, edited.edits)
  const left = [...chosen.left, ...edited.left, ...written.left]
  const document: PullDocument = {
    formatVersion: 1,
    target: { name: target.name, endpoint: target.endpoint },
    ledger: ledger?.revision ?? null,
    summary: {
      pulled: written.pulled.length,
      left: left.length,
      unmanaged: chosen.unmanaged.length,
    },
    pulled: written.pulled.toSorted(byPolicy),
    left: left.sort(byPolicy),
    unmanaged: chosen.unmanaged,
  }
  context.stdout.write(
    invocation.format === 'json'
      ? jsonText(document)
      : pullText(document, { color: context.stdout.hasColor }),
  )
  await tellErrors(document.pulled, project, context)
  return statusOf(document.left, args)
}

function byPolicy(a: { readonly policy: string }, b: { readonly policy: string }): number {
  return a.policy < b.policy ? -1 : 1
}

/** Without names, work that is merely not applied yet is no live edit: leaving it is what was asked for. */
function statusOf(left: readonly Left[], names: readonly string[]): ExitStatus {
  const isRefused = names.length > 0 ? left.length > 0 : left.some(({ reason }) => reason !== 'repository')
  return isRefused ? EXIT.refused : EXIT.done
}

interface Facts {
  readonly project: Project
  readonly access: LedgerAccess
  readonly files: readonly ParsedFile[]
  readonly offDisk: readonly ParsedFile[]
  readonly changes: Changes
  readonly live: readonly LivePolicy[]
  readonly ledger: LedgerSnapshot | null
}

async function choose({ args, options }: Invocation, facts: Facts): Promise<Chosen> {
  const { project, access, files, offDisk, changes, live, ledger } = facts
  const uncommitted =
    access.place === null ? [] : await uncommittedFiles(access.place.repository, [project.config.policies])
  return choosePulls({
    changes,
    liveSpecs: new Map(live.map(({ name, spec }) => [name, spec])),
    names: new Set(args),
    all: options.all === true,
    force: options.force === true,
    uncommitted: new Set(uncommitted),
    duplicates: duplicatesIn(files),
    offDisk: new Set(offDisk.map(({ file }) => file)),
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
