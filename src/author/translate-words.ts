import { join, relative, resolve } from 'node:path'
import { type TranslateAnswer, translateAnswer } from '../answers/translate.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { assertInside } from '../files/inside.ts'
import { replaceFile } from '../files/replace-file.ts'
import { schemaPath } from '../files/schema-path.ts'
import { isSafeName, RESERVED_NAMES } from '../policy/policy-name.ts'
import type { Context } from '../workbench/context.ts'
import { refuseLayered } from '../workbench/refuse-layered.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { lintFile } from './lint-file.ts'
import { openPoints } from './open-points.ts'
import { scaffoldPolicy } from './scaffold-policy.ts'

export interface TranslateQuestion {
  /** The permission in English: the agents, the methods and the URLs. */
  readonly words: string
  /** The name of the policy; null is refused. */
  readonly name: string | null
  /** URL pattern for rules that name none. */
  readonly resource: string | null
  /** File to write, from the current folder; null: one of the policy's name among the policies. */
  readonly out: string | null
  /** Replaces what is there. */
  readonly force: boolean
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
  const { context, project } = workbench
  const { words, resource, out, force } = question
  if (out === null) refuseLayered('translate without --out', workbench)
  const name = checkedName(question.name)
  const path = outPath(workbench, out, name)
  const rules = await translated(workbench, words)
  const { text, spec } = scaffoldPolicy({
    name,
    words,
    rules,
    resource,
    schema: schemaPath(project.root, path),
  })
  write({ path, text, within: out === null ? project.root : null, force }, context)
  const inside = relative(project.root, path).replaceAll('\\', '/')
  const file = inside.startsWith('..') ? path : inside
  return translateAnswer(
    {
      formatVersion: 1,
      policy: name,
      file,
      spec,
      open: openPoints(rules, spec),
      findings: await lintFile({ project, file, text }),
    },
    text,
  )
}

function checkedName(value: string | null): string {
  if (value !== null && isSafeName(value) && !RESERVED_NAMES.includes(value)) return value
  throw new PolicyctlError('usage', {
    message: value !== null ? `'${value}' is no name for a policy` : 'translate needs a --name',
    hint: "use lower-case letters, digits, '-', '.' and '_', like --name calendar-read",
  })
}

function outPath({ context, project }: Workbench, out: string | null, name: string): string {
  if (out !== null) return resolve(context.cwd, out)
  return join(project.root, project.config.policies, `${name}.yaml`)
}

async function translated(workbench: Workbench, words: string) {
  if (words.trim() === '') throw noRules('there are no words to translate')
  const { store, endpoint } = await workbench.target()
  const rules = await store.translate(words)
  if (rules.length === 0) throw noRules(`${endpoint} made no rule of these words`)
  return rules
}

function noRules(message: string): PolicyctlError {
  return new PolicyctlError('translation-empty', {
    message,
    hint: "say who may do what where, like 'Allow reading Google Calendar, ask before creating events'",
  })
}

interface Writing {
  readonly path: string
  readonly text: string
  /** Folder that it has to stay in; null: it was named. */
  readonly within: string | null
  readonly force: boolean
}

function write({ path, text, within, force }: Writing, { cwd }: Context): void {
  if (within !== null) assertInside(within, path)
  if (force) {
    replaceFile({ path, content: text, within })
    return
  }
  if (createFile(path, text)) return
  throw new PolicyctlError('file-exists', {
    message: `${relative(cwd, path)} is there already, and it was left as it is`,
    hint: 'choose another --name or --out, or replace it with --force',
  })
}
