import { join } from 'node:path'
import type { AdoptDocument } from '../answers/adopt-document.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { assertInside } from '../files/inside.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { replaceFile } from '../files/replace-file.ts'
import { schemaPath } from '../files/schema-path.ts'
import { BASELINE_NAME, baselineText, entryFor } from '../lint/baseline.ts'
import { contentsIn } from '../lint/item-content.ts'
import { adoptText } from '../media/adopt-text.ts'
import { jsonText } from '../media/json-text.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import { assertKnown } from '../workbench/assert-known.ts'
import type { LedgerAccess } from '../workbench/ledger-place.ts'
import { lintInputs, ownBaseline } from '../workbench/lint-inputs.ts'
import { filesOffDisk } from '../workbench/policies-off-disk.ts'
import { openProject, type Project } from '../workbench/project.ts'
import { obscuringFindings, refuseObscured } from '../workbench/sound-files.ts'
import { openTarget, type Target } from '../workbench/target.ts'
import { type Adoption, type Adoptions, chooseAdoptions, notLiveIn } from './adopt/choose-adoptions.ts'
import { findingsThatCame, withoutBarred } from './adopt/find-known.ts'
import { startLedger } from './adopt/start-ledger.ts'
import type { Command, Invocation } from './command.ts'

/** Onboarding: what is live becomes files, baseline and ledger; the workspace is only read. */
export const command: Command = {
  name: 'adopt',
  description:
    'Writes a file for each live policy that has none, writes findings that exist already into\n.policyctl-baseline.json, and lets the ledger know the policies as they are. Afterwards lint passes and\nplan shows only what the files had of their own. Nothing is written to the workspace, and nothing is committed to a branch.',
  arguments: [['[name...]', 'live policies to adopt']],
  options: [{ flags: '--all', description: 'all that are live' }],
  formats: ['text', 'json'],
  examples: [
    ['policyctl adopt --all', 'take a whole workspace over'],
    ['policyctl adopt payments crm-read', 'begin with two policies'],
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const { context, global, args, options } = invocation
  if (args.length === 0 && options.all !== true)
    throw new PolicyctlError('usage', {
      message: 'adopt needs the names of live policies, or --all',
      hint: 'policyctl drift lists what is live and in no file',
    })
  const project = await openProject(context, global)
  const onDisk = await readPolicyFiles({ root: project.root, folder: project.config.policies })
  const obscured = obscuringFindings(onDisk)
  if (obscured.length > 0) return refuseObscured(invocation, onDisk, obscured)
  const target = await openTarget(invocation, project)
  try {
    const document = await adopt(invocation, project, target)
    context.stdout.write(
      invocation.format === 'json'
        ? jsonText(document)
        : adoptText(document, { color: context.stdout.hasColor, verbose: global.verbose }),
    )
    return args.length > 0 && document.left.length > 0 ? EXIT.no : EXIT.done
  } finally {
    await target.close()
  }
}

async function adopt(
  { context, args }: Invocation,
  project: Project,
  target: Target,
): Promise<AdoptDocument> {
  const { root, config } = project
  const access = await target.ledger.access()
  const [ledger, live, inputs, offDisk] = await Promise.all([
    target.ledger.read(),
    target.reads.list(),
    lintInputs(project, context),
    filesOffDisk(context, project),
  ])
  assertKnown(args, new Set(live.map(({ name }) => name)))
  const { options } = inputs
  const files = [...inputs.files, ...offDisk]
  const schemaFor = (file: string): string | null => schemaPath(root, join(root, file))
  const chosen = chooseAdoptions({
    names: new Set(args),
    live,
    ledger,
    files,
    folder: config.policies,
    schemaFor,
  })
  const adoptions = writeFiles(root, withoutBarred(chosen, files, options))
  const known = findingsThatCame(adoptions, files, options)
  const at = context.clock.now()
  const adopted = adoptions.adoptions.flatMap(({ parsed }) => parsed ?? [])
  if (known.length > 0)
    writeBaseline(project, {
      known,
      files: [...files, ...adopted],
      today: at.toISOString().slice(0, 10),
    })
  const revision = await remember({ access, ledger, adoptions: adoptions.adoptions, at })
  return documentOf({ target, adoptions, notLive: notLiveIn({ live, files }), known, revision, access })
}

/** Never over something that is there. @throws PolicyctlError file-unwritable. */
function writeFiles(root: string, { adoptions, left }: Adoptions): Adoptions {
  const exists = adoptions.filter(({ file, parsed }) => {
    if (parsed === null) return false
    assertInside(root, join(root, file))
    return !createFile(join(root, file), parsed.text)
  })
  const message = 'something is there already'
  return {
    adoptions: adoptions.filter((adoption) => !exists.includes(adoption)),
    left: [
      ...left,
      ...exists.map(({ policy, file }) => ({ policy, file, reason: 'file-exists' as const, message })),
    ],
  }
}

interface NewBaseline {
  readonly known: readonly Finding[]
  /** That the findings are of. */
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

interface Outcome {
  readonly target: Target
  readonly adoptions: Adoptions
  readonly notLive: AdoptDocument['notLive']
  readonly known: readonly Finding[]
  readonly revision: string | null
  readonly access: LedgerAccess
}

function documentOf({ target, adoptions, notLive, known, revision, access }: Outcome): AdoptDocument {
  const { adoptions: adopted, left } = adoptions
  return {
    formatVersion: 1,
    target: { name: target.name, endpoint: target.endpoint },
    ledger: revision,
    noLedger: access.place === null ? access.reason : null,
    summary: { adopted: adopted.length, left: left.length, known: known.length },
    adopted: adopted.map(({ policy, file, isNew, hasLeftOut }) => ({ policy, file, isNew, hasLeftOut })),
    left: left.toSorted((a, b) => (a.policy < b.policy ? -1 : 1)),
    notLive,
    baseline: known.length === 0 ? null : { file: BASELINE_NAME, added: known.length },
  }
}
