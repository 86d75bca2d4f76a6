import { join, resolve } from 'node:path'
import {
  type RenderAnswer,
  type RenderedPolicy,
  type RenderedTarget,
  renderAnswer,
} from '../answers/render.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { newPolicyFile } from '../edit/new-policy-file.ts'
import { assertFolderPlace } from '../files/assert-place.ts'
import { createFile } from '../files/create-file.ts'
import { isFolder } from '../files/find-project.ts'
import { makeFolder } from '../files/make-folder.ts'
import { replacedMark } from '../fleet/replaced-fingerprints.ts'
import { mappedPolicy, type TargetPolicy } from '../fleet/target-files.ts'
import { NO_MAP } from '../fleet/target-map.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { chooseTargets } from '../workbench/choose-targets.ts'
import { filesOfFleet } from '../workbench/fleet.ts'
import { allPolicyFiles } from '../workbench/parsed-folder.ts'
import { refuseFolderAmongPolicies } from '../workbench/paths.ts'
import { readWholeFolder } from '../workbench/policy-folder.ts'
import { assertPolicyFolder } from '../workbench/policy-folder-state.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface RenderQuestion {
  /** Names and globs; [] for all targets of the config. */
  readonly targets: readonly string[]
  /** Folder to write into, relative to the current one; each target gets a folder in it. null: nothing is written. */
  readonly out: string | null
}

/**
 * Renders the files of each target. Reads files only.
 * @throws PolicyctlError project-not-found, path-not-found, target-unknown,
 * files-absent, file-unwritable; usage if the folder to write to is not empty.
 */
export async function renderTargets(workbench: Workbench, question: RenderQuestion): Promise<RenderAnswer> {
  assertQuestion('renderTargets', question, { targets: FIELD.texts, out: FIELD.textOrNull })
  const { targets, out } = question
  const { context, whole } = workbench
  if (out === '')
    throw new PolicyctlError('usage', {
      message: '--out names no folder',
      hint: 'name one, like --out rendered; if the name comes from a variable, the variable is empty',
    })
  await assertPolicyFolder(workbench)
  const all = [...whole.config.targets.keys()]
  const names = targets.length === 0 ? all : chooseTargets(context, whole, targets)
  if (names.length === 0)
    throw new PolicyctlError('target-required', {
      message: 'policyctl.yaml names no target, so there is nothing to render',
      hint: 'write the workspaces under targets:',
    })
  const files = allPolicyFiles(await readWholeFolder(workbench))
  const rendered = names.map((name) => renderedTarget(name, files, workbench.forTarget(name)))
  const errors = files.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
  if (out !== null && errors.length === 0) write(rendered, { out, files, workbench })
  return renderAnswer(rendered, { errors, out: errors.length === 0 ? out : null })
}

function renderedTarget(target: string, files: readonly ParsedFile[], bench: Workbench): RenderedTarget {
  const { fleet, project } = bench
  const given: readonly Rendered[] =
    fleet === null
      ? files.flatMap((file) =>
          file.policies.map((written) => ({
            ...mappedPolicy(written, NO_MAP),
            written,
            layer: null,
            replaces: null,
          })),
        )
      : filesOfFleet(files, { fleet, project }).policies
  const policies = given.map(renderedPolicy).sort((a, b) => (a.policy < b.policy ? -1 : 1))
  return { target, policies }
}

type Rendered = Pick<TargetPolicy, 'parsed' | 'written' | 'replaces' | 'mapped'> & {
  readonly layer: string | null
}

function renderedPolicy({ parsed, written, layer, replaces, mapped }: Rendered): RenderedPolicy {
  const names = new Map(mapped.map(({ kind, from, to }) => [`${kind} ${from}`, { from, to }]))
  return {
    policy: written.policy.name,
    file: written.file,
    line: written.placeOf(['name']).line,
    layer,
    replaces: replaces?.file ?? null,
    mapped: [...names.values()],
    spec: parsed.policy.spec,
  }
}

interface Writing {
  readonly out: string
  readonly files: readonly ParsedFile[]
  readonly workbench: Workbench
}

/** Writes the files into new folders only: a file of an earlier run would be taken for a policy of the target. */
function write(targets: readonly RenderedTarget[], { out, files, workbench }: Writing): void {
  const { cwd } = workbench.context
  refuseFolderAmongPolicies({ context: workbench.context, project: workbench.whole }, out)
  for (const { target } of targets)
    if (isFolder(resolve(cwd, out, target)))
      throw new PolicyctlError('usage', {
        message: `${join(out, target)} already exists, and its files would be taken for policies of ${target}`,
        hint: 'name another folder with --out, or delete it',
      })
  for (const { target } of targets) assertFolderPlace(resolve(cwd, out, target))
  for (const { target, policies } of targets) {
    made(resolve(cwd, out, target))
    for (const policy of policies) {
      const text = `${markOf(policy, files)}${newPolicyFile({ name: policy.policy, spec: policy.spec, schema: null })}`
      createFile(resolve(cwd, out, target, `${policy.policy}.yaml`), text)
    }
  }
}

function made(folder: string): void {
  try {
    makeFolder(folder)
  } catch (cause) {
    throw new PolicyctlError('file-unwritable', {
      message: `the folder ${folder} cannot be made: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: 'name another one with --out',
      cause,
    })
  }
}

/** The `# replaces` comment of a policy, which is kept. */
function markOf({ policy, file }: RenderedPolicy, files: readonly ParsedFile[]): string {
  const source = files.find((one) => one.file === file)
  const written = source?.policies.find((one) => one.policy.name === policy)
  const mark = source === undefined || written === undefined ? null : replacedMark(source, written)
  return mark === null ? '' : `# replaces ${mark.text}\n`
}
