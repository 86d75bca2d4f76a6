/**
 * What is assumed of a request beyond its method and the cell its URL lies in:
 * tags on the tool or not, globs that match or not, the tool, the capability.
 * A leaf of the case analysis is such an assumption, and words a region.
 */
import type { Atom } from './atom.ts'

/** Either one of `only`, or (null) anything but `except`, which includes none at all. */
export interface Choice {
  readonly only: readonly string[] | null
  readonly except: readonly string[]
}

export interface Assumption {
  readonly withTags: readonly string[]
  readonly withoutTags: readonly string[]
  readonly matching: readonly string[]
  readonly missing: readonly string[]
  readonly tools: Choice
  readonly capabilities: Choice
}

const ANYTHING: Choice = { only: null, except: [] }

export const NOTHING_ASSUMED: Assumption = {
  withTags: [],
  withoutTags: [],
  matching: [],
  missing: [],
  tools: ANYTHING,
  capabilities: ANYTHING,
}

/** A question whose answer the outcome hangs on. */
export type Question =
  | { readonly about: 'tag'; readonly tag: string }
  | { readonly about: 'glob'; readonly glob: string }
  | { readonly about: 'tools' | 'capabilities'; readonly values: readonly string[] }

/** Whether an atom applies, or the question that has to be answered first. */
export function applies(atom: Atom, given: Assumption): boolean | Question {
  const answers = [
    tagsApply(atom.tags, given),
    globApplies(atom.glob, given),
    ...(atom.kind === 'route'
      ? [choiceApplies('tools', atom.tools, given), choiceApplies('capabilities', atom.capabilities, given)]
      : []),
  ]
  if (answers.includes(false)) return false
  return answers.find((answer) => answer !== true) ?? true
}

/** Both ways to answer the question. */
export function answer(question: Question, given: Assumption): readonly [yes: Assumption, no: Assumption] {
  switch (question.about) {
    case 'tag':
      return [
        { ...given, withTags: [...given.withTags, question.tag] },
        { ...given, withoutTags: [...given.withoutTags, question.tag] },
      ]
    case 'glob':
      return [
        { ...given, matching: [...given.matching, question.glob] },
        { ...given, missing: [...given.missing, question.glob] },
      ]
    default: {
      const choice = given[question.about]
      return [
        { ...given, [question.about]: { only: question.values, except: [] } },
        { ...given, [question.about]: without(choice, question.values) },
      ]
    }
  }
}

function tagsApply(tags: readonly string[], given: Assumption): boolean | Question {
  if (tags.length === 0 || tags.some((tag) => given.withTags.includes(tag))) return true
  const open = tags.find((tag) => !given.withoutTags.includes(tag))
  return open === undefined ? false : { about: 'tag', tag: open }
}

function globApplies(glob: string | null, given: Assumption): boolean | Question {
  if (glob === null || given.matching.includes(glob)) return true
  return given.missing.includes(glob) ? false : { about: 'glob', glob }
}

function choiceApplies(
  about: 'tools' | 'capabilities',
  wanted: readonly string[],
  given: Assumption,
): boolean | Question {
  if (wanted.length === 0) return true
  const { only, except } = given[about]
  const possible = wanted.filter((value) => (only === null ? !except.includes(value) : only.includes(value)))
  if (possible.length === 0) return false
  return only !== null && possible.length === only.length ? true : { about, values: possible }
}

function without({ only, except }: Choice, values: readonly string[]): Choice {
  if (only !== null) return { only: only.filter((value) => !values.includes(value)), except: [] }
  return { only: null, except: [...except, ...values] }
}
