import { join } from 'node:path'
import { type AdoptAnswer, type AdoptDocument, adoptAnswer } from '../answers/adopt.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { assertQuestion, FIELD, optional } from '../diagnostic/assert-question.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { withFilesWritten } from '../diagnostic/with-files-written.ts'
import { createFile } from '../files/create-file.ts'
import { assertInside } from '../files/inside.ts'
import { removeStaleDrafts } from '../files/remove-stale-drafts.ts'
import { replaceFile } from '../files/replace-file.ts'
import { schemaPath } from '../files/schema-path.ts'
import { writeEach } from '../files/write-each.ts'
import { baselineText, entryFor } from '../lint/baseline.ts'
import { contentsIn } from '../lint/item-content.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { LivePolicy, UnreadablePolicy } from '../policy/live-policy.ts'
import { BASELINE_NAME } from '../policy/policy-path.ts'
import { assertKnown } from '../workbench/assert-known.ts'
import type { LedgerAccess } from '../workbench/ledger-place.ts'
import { type LintInputs, lintInputsIn, ownBaseline } from '../workbench/lint-inputs.ts'
import { policiesOfNeighbours } from '../workbench/neighbours.ts'
import { type PolicyFolderContents, wholePolicyFolder } from '../workbench/policy-folder.ts'
import type { Project } from '../workbench/project.ts'
import { readWholeProject } from '../workbench/project-folder.ts'
import { refusalOfObscured } from '../workbench/sound-files.ts'
import type { Target } from '../workbench/target.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { adoptDocument, besideSpec } from './adopt-document.ts'
import { effectsOf, guardedAdoptions, inputsWith, ownOnly } from './adopt-into-layers.ts'
import { type Adoption, type Adoptions, chooseAdoptions, notLiveIn } from './choose-adoptions.ts'
import { findingsThatCame, withoutBarred } from './find-known.ts'
import { liveBindingsFile } from './live-bindings-file.ts'
import { startLedger } from './start-ledger.ts'

export interface AdoptQuestion {
  /** Live policies to adopt. */
  readonly names: readonly string[]
  /** True for all live policies. */
  readonly all: boolean
  /** True to adopt also into a layer that other targets have. */
  readonly shared: boolean
  /** True to write the bindings of agents as PolicyBinding documents. Default: no. */
  readonly bindings?: boolean
  /** True to write nothing, neither files nor the ledger. */
  readonly dryRun?: boolean
}

/**
 * Takes live policies into files, baseline and ledger. The workspace is only
 * read, and nothing is committed to a branch.
 *
 * @throws PolicyctlError usage, policy-unknown, file-unwritable, and those of target and ledger; StoreFailure.
 */
export async function adoptLive(
  workbench: Workbench,
  question: AdoptQuestion,
): Promise<AdoptAnswer | RefusalAnswer> {
  assertQuestion('adoptLive', question, {
    names: FIELD.texts,
    all: FIELD.flag,
    shared: FIELD.flag,
    bindings: optional(FIELD.flag),
    dryRun: optional(FIELD.flag),
  })
  const { names, all } = question
  if (names.length > 0 && all)
    throw new PolicyctlError('usage', {
      message: 'adopt takes the names of live policies, or --all, and not both',
      hint: 'leave --all out to adopt these alone, or the names to adopt every live policy',
    })
  if (names.length === 0 && !all)
    throw new PolicyctlError('usage', {
      message: 'adopt needs the names of live policies, or --all',
      hint: 'policyctl adopt --all --dry-run lists what it would take',
    })
  // If git cannot be run, the command ends here, with one message.
  await workbench.repository()
  const refusal = refusalOfObscured(await readWholeProject(workbench))
  if (refusal !== null) return refusal
  const document = await adopted(workbench, question)
  const { place } = await workbench.ledger.access()
  return adoptAnswer(document, { names, remote: place?.remote ?? null })
}

async function adopted(workbench: Workbench, question: AdoptQuestion): Promise<AdoptDocument> {
  const { dryRun = false } = question
  const found = await readFound(workbench)
  const { target, access, live, unreadable, ledger, before } = found
  assertKnown(question.names, new Set([...live, ...unreadable].map(({ name }) => name)))
  const { kept, shared, inputs } = chosenIn(workbench, question, found)
  const { files } = before
  const bound =
    question.bindings === true
      ? await liveBindingsFile(workbench, { reads: target.reads, files, kept })
      : null
  const { root, config } = workbench.project
  const adoptions = dryRun ? kept : writeFiles(root, kept)
  const known = findingsThatCame(adoptions, inputs)
  const rest = { access, ledger, adoptions: adoptions.adoptions, known, bound, inputs }
  const revision = dryRun ? null : await writeRest(workbench, rest)
  return adoptDocument({
    ...{ target, adoptions, known, revision, access, dryRun, shared },
    notLive: notLiveIn({ live: [...live, ...unreadable], files }),
    bindingsFile: bound?.file ?? null,
    ...besideSpec({ adoptions, live, ledger, serverFields: config.serverFields }),
  })
}

interface Found {
  readonly contents: PolicyFolderContents
  readonly target: Target
  readonly access: LedgerAccess
  /** The files before the adoption, as lint takes them. */
  readonly before: LintInputs
  readonly ledger: LedgerSnapshot | null
  readonly live: readonly LivePolicy[]
  readonly unreadable: readonly UnreadablePolicy[]
  /** Policies that other projects of the workspace have. */
  readonly theirs: ReadonlySet<string>
}

async function readFound(workbench: Workbench): Promise<Found> {
  const contents = await wholePolicyFolder(workbench)
  const target = await workbench.target()
  const access = await workbench.ledger.access()
  const before = lintInputsIn(contents, workbench)
  const [{ snapshot: ledger, look }, live] = await Promise.all([
    workbench.ledger.readWithLock(),
    target.reads.list(),
  ])
  const theirs = access.place === null ? new Set<string>() : await policiesOfNeighbours(access.place, look)
  return { contents, target, access, before, ledger, live, unreadable: target.reads.unreadable(), theirs }
}

/** Chooses what can be adopted without an error in the files, and without access for other targets. */
function chosenIn(workbench: Workbench, { names, shared: isShared }: AdoptQuestion, found: Found) {
  const { contents, before, live, unreadable, ledger, theirs } = found
  const { root, config } = workbench.project
  const { fleet = null } = before.options
  const chosen = chooseAdoptions({
    ...{ live, unreadable, ledger, theirs, fleet },
    names: new Set(names),
    files: before.files,
    folder: config.policies,
    schemaFor: (file) => schemaPath(root, join(root, file)),
  })
  const inputs = { before, after: inputsWith(before, contents, workbench) }
  const sound = guardedAdoptions(withoutBarred(chosen, inputs), contents, workbench)
  return { ...(isShared ? { kept: sound, shared: effectsOf(sound, fleet) } : ownOnly(sound, fleet)), inputs }
}

/** Writes the new files; a file that exists is never overwritten. @throws PolicyctlError file-unwritable. */
function writeFiles(root: string, { adoptions, left }: Adoptions): Adoptions {
  const exists: Adoption[] = []
  writeEach(adoptions, (adoption) => {
    const { file, parsed } = adoption
    if (parsed === null) return false
    assertInside(root, join(root, file))
    const isNew = createFile(join(root, file), parsed.text)
    if (!isNew) exists.push(adoption)
    return isNew
  })
  removeStaleDrafts(adoptions.flatMap(({ parsed }) => (parsed === null ? [] : [join(root, parsed.file)])))
  const message = 'the file already exists'
  return {
    adoptions: adoptions.filter((adoption) => !exists.includes(adoption)),
    left: [
      ...left,
      ...exists.map(({ policy, file }) => ({ policy, file, reason: 'file-exists' as const, message })),
    ],
  }
}

interface Rest extends Omit<Remembering, 'at'> {
  readonly known: readonly Finding[]
  /** The file of bindings; null: none is wanted. */
  readonly bound: { readonly file: string; readonly text: string } | null
  readonly inputs: { readonly after: (adoptions: readonly Adoption[]) => LintInputs }
}

/** Writes what goes with the new files: bindings, baseline and ledger. @returns the ledger's revision; null: there is none. */
async function writeRest(
  { context, project }: Workbench,
  { known, bound, inputs, ...remembering }: Rest,
): Promise<string | null> {
  const { adoptions } = remembering
  const written = adoptions.flatMap(({ parsed }) => parsed?.file ?? [])
  const at = context.clock.now()
  try {
    if (bound !== null && createFile(join(project.root, bound.file), bound.text)) written.push(bound.file)
    if (known.length > 0) {
      const today = at.toISOString().slice(0, 10)
      writeBaseline(project, { known, files: inputs.after(adoptions).files, today })
      written.push(BASELINE_NAME)
    }
    return await remember({ ...remembering, at })
  } catch (error) {
    throw withFilesWritten(error, written)
  }
}

interface NewBaseline {
  readonly known: readonly Finding[]
  /** The files of the findings. */
  readonly files: readonly ParsedFile[]
  /** YYYY-MM-DD. */
  readonly today: string
}

function writeBaseline(project: Project, { known, files, today }: NewBaseline): void {
  const { root } = project
  const contentOf = contentsIn(files)
  const added = known.map((finding) => entryFor(finding, contentOf, today))
  const content = baselineText([...ownBaseline(project).entries, ...added])
  replaceFile({ path: join(root, BASELINE_NAME), content, within: root })
}

interface Remembering {
  readonly access: LedgerAccess
  readonly ledger: LedgerSnapshot | null
  readonly adoptions: readonly Adoption[]
  readonly at: Date
}

async function remember({ access, ledger, adoptions, at }: Remembering): Promise<string | null> {
  if (access.place === null) return null
  const specs = new Map(adoptions.map(({ policy, spec }) => [policy, spec]))
  return startLedger(access.place, { ledger, specs, at })
}
