import {
  type AdoptedFleet,
  type AdoptedPlan,
  type AdoptFleetAnswer,
  adoptFleetAnswer,
} from '../answers/adopt-fleet.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { adoptLive } from '../author/adopt-live.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { withFilesWritten } from '../diagnostic/with-files-written.ts'
import { isLayered } from '../workbench/fleet.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { readProjectFiles } from '../workbench/project-files.ts'
import { refusalOfObscured } from '../workbench/sound-files.ts'
import { openWorkbench, type Workbench } from '../workbench/workbench.ts'
import { adoptedDocuments } from './adopted-documents.ts'
import { bindingFiles } from './binding-files.ts'
import { chooseMembers, type MemberQuestion } from './choose-members.ts'
import type { FleetLayout } from './fleet-layout.ts'
import { judgeMembers } from './judge-members.ts'
import { layOut } from './lay-out.ts'
import { withOwnFiles } from './own-files.ts'
import { type ReadMember, readMembers } from './read-members.ts'
import { emptyPlan, settleMembers } from './settle-members.ts'
import { assertFree, writeLayout } from './write-layout.ts'

export interface AdoptFleetQuestion extends MemberQuestion {
  /** Only these policies; []: all. */
  readonly names: readonly string[]
  readonly dryRun: boolean
  /** True to print the evidence of each choice; the document has it in any case. */
  readonly explains: boolean
  /** True to write the bindings of agents as PolicyBinding documents. */
  readonly bindings: boolean
  /** As for a workbench: it is opened again once the config is written. */
  readonly config: string | null
}

/**
 * Adopts several targets at once. Shared policies go into layers, with maps for names that differ.
 * Before anything is written, it is checked that the layers give each target exactly its policies;
 * afterwards each target is planned. The workspaces are only read.
 *
 * @throws PolicyctlError usage, target-unknown, config-invalid, file-unwritable, and those of targets and ledgers; StoreFailure.
 */
export async function adoptFleet(
  workbench: Workbench,
  question: AdoptFleetQuestion,
): Promise<AdoptFleetAnswer | RefusalAnswer> {
  assertQuestion('adoptFleet', question, {
    targets: FIELD.texts,
    from: FIELD.texts,
    names: FIELD.texts,
    dryRun: FIELD.flag,
    explains: FIELD.flag,
    bindings: FIELD.flag,
    config: FIELD.textOrNull,
  })
  const members = chooseMembers(workbench, question)
  const [first] = members
  const isAlone = members.length === 1 && first?.folder === null && !isLayered(workbench.whole.config)
  if (first !== undefined && isAlone) return adoptAlone(workbench, first.target, question)
  // Ends the run once, here, if git cannot be run.
  await workbench.repository()
  const files = allPolicyFiles(await readWholeFolder(workbench))
  const refusal = refusalOfObscured(files)
  if (refusal !== null) return refusal
  const read = await withOwnFiles(await readMembers(workbench, members, question), files, workbench)
  assertKnownSomewhere(question.names, read)
  const layout = layOut(read, { workbench, files })
  const bindings = bindingFiles(read, layout.config)
  assertFree(workbench, layout, { bindings, there: files })
  const { dryRun } = question
  const facts = { files, dryRun, bindings }
  if (dryRun) return answerOf(layout, { question, documents: adoptedDocuments(read, layout, facts) }, [])
  const written = writeLayout(workbench, layout, bindings)
  const { judged, settled } = await settledIn(workbench, { layout, read, config: question.config }).catch(
    (error: unknown) => {
      throw withFilesWritten(error, written)
    },
  )
  const { accepted } = judged
  const revisions = new Map(settled.map(({ target, revision }) => [target, revision]))
  const documents = adoptedDocuments(read, layout, { ...facts, accepted, revisions })
  return answerOf(
    layout,
    { question, documents },
    settled.flatMap(({ plan }) => plan ?? []),
  )
}

interface Settling extends Pick<AdoptFleetQuestion, 'config'> {
  readonly layout: FleetLayout
  readonly read: readonly ReadMember[]
}

async function settledIn({ context }: Workbench, { layout, read, config }: Settling) {
  const around = await openWorkbench(context, { target: null, config })
  const judged = await judgeMembers(around, layout)
  return { judged, settled: await settleMembers(around, read, judged) }
}

interface Answering {
  readonly question: AdoptFleetQuestion
  readonly documents: ReturnType<typeof adoptedDocuments>
}

function answerOf(
  layout: FleetLayout,
  { question, documents }: Answering,
  plans: AdoptedFleet['proof']['plans'],
): AdoptFleetAnswer {
  const { layers, files, maps, namesOf, choices, without, wider, outside, rendered } = layout
  let at = 0
  // A target with a policy that was left out has more live policies than its layers give.
  const isWhole = (name: string): boolean =>
    documents
      .filter(({ target }) => target === name)
      .every(({ document: { left } }) => left.every(({ reason }) => reason === 'not-a-policy'))
  const fleet: AdoptedFleet = {
    dryRun: question.dryRun,
    namesOf,
    choices,
    layers: layers.map(({ name, kind, targets, policies }) => ({
      ...{ layer: name, kind, targets },
      policies: policies.map((policy) => {
        const file = files[at]?.file ?? ''
        at += 1
        return { policy: policy.name, file, targets: policy.targets }
      }),
    })),
    maps: maps.map(({ target, kind, from, to, seen }) => ({ target, kind, from, to, seen })),
    ...{ without, wider, outside },
    proof: { rendered: rendered.filter(isWhole), plans },
  }
  return adoptFleetAnswer(documents, fleet, question)
}

/** Adopts a single target, which needs no layers. */
async function adoptAlone(
  workbench: Workbench,
  target: string,
  question: AdoptFleetQuestion,
): Promise<AdoptFleetAnswer | RefusalAnswer> {
  const { names, dryRun, bindings } = question
  const bench = workbench.forTarget(target)
  try {
    const answer = await adoptLive(bench, { names, all: names.length === 0, shared: false, dryRun, bindings })
    if (answer.kind === 'refusal') return answer
    const plans = dryRun ? [] : await planAlone(bench)
    const fleet: AdoptedFleet = {
      ...{ dryRun, namesOf: null, choices: [`${target}: alone, so it needs no layers`] },
      ...{ layers: [], maps: [], without: [], wider: [], outside: [] },
      proof: { rendered: [target], plans },
    }
    return adoptFleetAnswer([{ target, document: answer.document }], fleet, question)
  } finally {
    await bench.close()
  }
}

async function planAlone(bench: Workbench): Promise<readonly AdoptedPlan[]> {
  const files = await readProjectFiles(bench)
  return [await emptyPlan(bench, { ...files, target: bench.targetName ?? '' })]
}

/** @throws PolicyctlError policy-unknown. */
function assertKnownSomewhere(
  names: readonly string[],
  read: readonly {
    readonly policies: ReadonlyMap<string, unknown>
    readonly left: readonly { readonly policy: string }[]
  }[],
): void {
  const unknown = names.filter(
    (name) =>
      !read.some(({ policies, left }) => policies.has(name) || left.some(({ policy }) => policy === name)),
  )
  if (unknown.length === 0) return
  throw new PolicyctlError('policy-unknown', {
    message: `no target that was read has ${unknown.join(', ')}`,
    hint: 'policyctl adopt --all --dry-run lists the live policies that no file has',
  })
}
