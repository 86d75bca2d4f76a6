import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path'
import { type TranslateAnswer, translateAnswer } from '../answers/translate.ts'
import { assertQuestion, FIELD, optional } from '../diagnostic/assert-question.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { assertFilePlace } from '../files/assert-place.ts'
import { createFile } from '../files/create-file.ts'
import { openFolder } from '../files/folder-contents.ts'
import { assertInside } from '../files/inside.ts'
import { replaceFile } from '../files/replace-file.ts'
import { schemaPath } from '../files/schema-path.ts'
import { isThere } from '../files/stats-at.ts'
import type { FleetSubject } from '../fleet/fleet-subject.ts'
import { mappedResource } from '../fleet/map-resource.ts'
import { reversedMap } from '../fleet/target-map.ts'
import { isSafeName, RESERVED_NAMES } from '../policy/policy-name.ts'
import { isPolicyName, isTestFile } from '../policy/policy-path.ts'
import type { Context } from '../workbench/context.ts'
import { projectFolder } from '../workbench/project-folder.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { assertMayWrite } from './assert-may-write.ts'
import { folderOfNew } from './layer-edit.ts'
import { lintFile } from './lint-file.ts'
import { openPoints } from './open-points.ts'
import { scaffoldPolicy } from './scaffold-policy.ts'

export interface TranslateQuestion {
  /** The words in English: what is allowed, and where. */
  readonly words: string
  /** The name of the policy; null is refused. */
  readonly name: string | null
  /** URL pattern for rules without one. */
  readonly resource: string | null
  /** Groups that approve; absent or empty: the file asks to fill them in. */
  readonly approvers?: readonly string[]
  /** File to write, from the current folder; null: a file in the policy folder, named after the policy. */
  readonly out: string | null
  /** True to overwrite an existing file. */
  readonly force: boolean
  /** True to write also into a layer that other targets have. */
  readonly shared: boolean
}

/**
 * Asks the API to turn words into rules, and writes them as a policy file.
 * Nothing is applied.
 *
 * @throws PolicyctlError usage, translation-empty, file-exists, and those of targets; StoreFailure.
 */
export async function translateWords(
  workbench: Workbench,
  question: TranslateQuestion,
): Promise<TranslateAnswer> {
  assertQuestion('translateWords', question, FIELDS)
  const { context, project } = workbench
  const { words, out, force } = question
  const name = checkedName(question.name)
  const contents = openFolder({ root: project.root, folder: project.config.policies })
  const { fleet } = projectFolder(contents, workbench)
  const path = outPath(workbench, { out, name, fleet, force })
  if (!force && isThere(path)) throw alreadyThere(path, context)
  assertFilePlace(path)
  const translation = await translated(workbench, words)
  const rules = asWritten(translation.rules, fleet)
  const [{ resource = null } = {}] = asWritten([{ resource: question.resource }], fleet)
  const approvers = groupsAsWritten(question.approvers ?? [], fleet)
  const { text, spec } = scaffoldPolicy({
    name,
    words,
    rules,
    resource,
    approvers,
    schema: schemaPath(project.root, path),
  })
  const inside = relative(project.root, path).replaceAll('\\', '/')
  const file = inside.startsWith('..') ? path : inside
  const shared = assertMayWrite(workbench, { contents, texts: [{ file, text }] }, question.shared)
  write({ path, text, within: out === null ? project.root : null, force }, context)
  warnOfPlace(path, workbench)
  return translateAnswer(
    {
      formatVersion: 1,
      policy: name,
      file,
      spec,
      open: openPoints({ ...translation, rules }, spec, { resource, approvers }),
      findings: lintFile({ file, text }, contents, workbench),
      shared,
    },
    text,
  )
}

const FIELDS = {
  words: FIELD.text,
  name: FIELD.textOrNull,
  resource: FIELD.textOrNull,
  approvers: optional(FIELD.texts),
  out: FIELD.textOrNull,
  force: FIELD.flag,
  shared: FIELD.flag,
}

/** Says of a file outside of the policy folder that nobody reads it there. */
function warnOfPlace(path: string, { context, project }: Workbench): void {
  const folder = project.config.policies
  const below = relative(join(project.root, folder), path)
  if (!isAbsolute(below) && below.split(sep)[0] !== '..') return
  context.notify({
    kind: 'warning',
    text: `${relative(context.cwd, path)} is not below ${folder}: lint, plan and apply do not read it there`,
  })
}

function checkedName(value: string | null): string {
  if (value !== null && RESERVED_NAMES.includes(value))
    throw new PolicyctlError('usage', {
      message: `no policy can be called '${value}': the API has something else at /policies/${value}`,
      hint: 'choose another name, like --name calendar-read',
    })
  if (value !== null && isSafeName(value)) return value
  throw new PolicyctlError('usage', {
    message: value !== null ? `'${value}' is not a name for a policy` : 'translate needs a --name',
    hint: "use lower-case letters, digits, '-', '.' and '_', like --name calendar-read",
  })
}

interface Placing extends Pick<TranslateQuestion, 'out' | 'force'> {
  readonly name: string
  readonly fleet: FleetSubject | null
}

/** @throws PolicyctlError file-exists if a layer of the target has the policy in another file. */
function outPath({ context, project }: Workbench, { out, name, fleet, force }: Placing): string {
  if (out !== null)
    return namedPath(out, { cwd: context.cwd, folder: join(project.root, project.config.policies) })
  const file = posix.join(folderOfNew(project.config.policies, fleet), `${name}.yaml`)
  const own = fleet?.given.policies.find(({ written }) => written.policy.name === name)?.written.file
  if (own === undefined || own === file) return join(project.root, file)
  if (force && posix.basename(own) === `${name}.yaml`) return join(project.root, own)
  throw new PolicyctlError('file-exists', {
    message: `${own} already has ${name}, and target ${fleet?.target.name} gets it`,
    hint: 'choose another --name, or name the file with --out',
  })
}

/**
 * Refuses file names under which the written policy would not be read as one.
 *
 * @throws PolicyctlError usage for a name that is read as JSON, as tests, or not at all.
 */
function namedPath(out: string, { cwd, folder }: { readonly cwd: string; readonly folder: string }): string {
  const path = resolve(cwd, out)
  const fault = out === '' ? 'it names no file' : faultOfName(path, !relative(folder, path).startsWith('..'))
  if (fault === null) return path
  throw new PolicyctlError('usage', {
    message: `--out ${out}: ${fault}`,
    hint: 'call it NAME.yaml',
  })
}

function faultOfName(path: string, isAmongPolicies: boolean): string | null {
  if (/\.json$/i.test(path)) return 'what is written is YAML with comments, and a .json file is read as JSON'
  if (!isAmongPolicies) return null
  if (!isPolicyName(path)) return 'a file of that name in the folder of the policies is not read'
  return isTestFile(path) ? 'a file of that name in the folder of the policies is read as tests' : null
}

/** Replaces hosts of the target by those of the files, by the reversed map; other hosts stay as they are. */
function asWritten<Named extends { readonly resource?: string | null }>(
  rules: readonly Named[],
  fleet: FleetSubject | null,
): readonly Named[] {
  if (fleet === null) return rules
  const { hosts } = reversedMap(fleet.target.map)
  return rules.map((rule) =>
    typeof rule.resource === 'string' ? { ...rule, resource: mappedResource(rule.resource, hosts) } : rule,
  )
}

/** Replaces groups in the same way; each group once. */
function groupsAsWritten(groups: readonly string[], fleet: FleetSubject | null): readonly string[] {
  const names = fleet === null ? null : reversedMap(fleet.target.map).groups
  return [...new Set(groups.map((group) => names?.get(group) ?? group))]
}

async function translated(workbench: Workbench, words: string) {
  if (words.trim() === '') throw noRules('there are no words to translate')
  const { store, endpoint } = await workbench.target()
  const translation = await store.translate(words)
  if (translation.rules.length === 0) throw noRules(`${endpoint} returned no rules for this text`)
  return translation
}

function noRules(message: string): PolicyctlError {
  return new PolicyctlError('translation-empty', {
    message,
    hint: "describe what is allowed and where, like 'Allow reading Google Calendar, ask before creating events'",
  })
}

interface Writing {
  readonly path: string
  readonly text: string
  /** Folder that the file must be in; null: the user named the file. */
  readonly within: string | null
  readonly force: boolean
}

function write({ path, text, within, force }: Writing, context: Context): void {
  if (within !== null) assertInside(within, path)
  if (force) {
    replaceFile({ path, content: text, within })
    return
  }
  if (!createFile(path, text)) throw alreadyThere(path, context)
}

function alreadyThere(path: string, { cwd }: Pick<Context, 'cwd'>): PolicyctlError {
  return new PolicyctlError('file-exists', {
    message: `${relative(cwd, path)} already exists, and was left as it is`,
    hint: 'choose another --name or --out, or replace it with --force',
  })
}
