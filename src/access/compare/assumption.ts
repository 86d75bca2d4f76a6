/**
 * The assumptions about a request beyond its method and the cell of its URL:
 * tags on the tool or not, globs that match or not, the tool, the capability. A
 * leaf of the case analysis is such a set of assumptions, and the words of a
 * region come from it.
 */
import type { Atom, RouteAtom, RuleAtom } from './atom.ts'

/** One of `only`; if that is null, anything but `except`, also no value at all. */
export interface Choice {
  readonly only: readonly string[] | null
  readonly except: readonly string[]
}

export interface CaseWords {
  readonly withTags: readonly string[]
  readonly withoutTags: readonly string[]
  /** Globs that match, in the order in which they were asked about. */
  readonly matching: readonly string[]
  readonly missing: readonly string[]
  readonly tools: Choice
  readonly capabilities: Choice
}

export interface Assumption extends CaseWords {
  /** The same answers for lookup: there may be thousands. */
  readonly tags: Answers
  readonly globs: Answers
}

/** Yes or no by name. All assumptions of one analysis share the map from names to indexes; each has its own values. */
interface Answers {
  readonly numbers: Map<string, number>
  readonly values: Uint8Array
}

const YES = 1
const NO = 2
const NO_ANSWERS = new Uint8Array(0)

function answerTo({ numbers, values }: Answers, name: string): boolean | undefined {
  const number = numbers.get(name)
  const value = number === undefined ? undefined : values[number]
  return value === YES ? true : value === NO ? false : undefined
}

function withAnswer({ numbers, values }: Answers, name: string, isYes: boolean): Answers {
  const number = numbers.get(name) ?? numbers.size
  numbers.set(name, number)
  const next = new Uint8Array(Math.max(values.length, number + 1))
  next.set(values)
  next[number] = isYes ? YES : NO
  return { numbers, values: next }
}

const ANYTHING: Choice = { only: null, except: [] }

export function nothingAssumed(): Assumption {
  return {
    withTags: [],
    withoutTags: [],
    matching: [],
    missing: [],
    tools: ANYTHING,
    capabilities: ANYTHING,
    tags: { numbers: new Map(), values: NO_ANSWERS },
    globs: { numbers: new Map(), values: NO_ANSWERS },
  }
}

/** A question on whose answer the outcome depends. */
export type Question =
  | { readonly about: 'tag'; readonly tag: string }
  | { readonly about: 'glob'; readonly glob: string }
  | { readonly about: 'tools' | 'capabilities'; readonly values: readonly string[] }

/**
 * Tells whether an atom applies, or asks the question that has to be answered
 * first: tags come before places in the URL space, since globs that are left out
 * are cheap and globs that overlap are not.
 */
export function applies(atom: Atom, given: Assumption): boolean | Question {
  const isMatch = atom.glob === null ? true : answerTo(given.globs, atom.glob)
  if (isMatch === false) return false
  const tag = tagsApply(atom.tags, given.tags)
  if (tag === false) return false
  const choice = atom.kind === 'route' ? choicesApply(atom, given) : true
  if (choice === false) return false
  if (tag !== true) return tag
  return isMatch === undefined && atom.glob !== null ? { about: 'glob', glob: atom.glob } : choice
}

/** Tells whether a rule surely applies; cheaper than finding the open question. */
export function isMet({ glob, tags }: RuleAtom, given: Assumption): boolean {
  if (glob !== null && answerTo(given.globs, glob) !== true) return false
  return tags.length === 0 || tags.some((tag) => answerTo(given.tags, tag) === true)
}

/** The assumptions after each answer to the question. */
export function answer(question: Question, given: Assumption): readonly [yes: Assumption, no: Assumption] {
  switch (question.about) {
    case 'tag': {
      const { tag } = question
      return [
        { ...given, withTags: [...given.withTags, tag], tags: withAnswer(given.tags, tag, true) },
        { ...given, withoutTags: [...given.withoutTags, tag], tags: withAnswer(given.tags, tag, false) },
      ]
    }
    case 'glob': {
      const { glob } = question
      return [
        { ...given, matching: [...given.matching, glob], globs: withAnswer(given.globs, glob, true) },
        { ...given, missing: [...given.missing, glob], globs: withAnswer(given.globs, glob, false) },
      ]
    }
    default: {
      const choice = given[question.about]
      return [
        { ...given, [question.about]: { only: question.values, except: [] } },
        { ...given, [question.about]: without(choice, question.values) },
      ]
    }
  }
}

function tagsApply(tags: readonly string[], answers: Answers): boolean | Question {
  if (tags.length === 0 || tags.some((tag) => answerTo(answers, tag) === true)) return true
  const open = tags.find((tag) => answerTo(answers, tag) === undefined)
  return open === undefined ? false : { about: 'tag', tag: open }
}

function choicesApply({ tools, capabilities }: RouteAtom, given: Assumption): boolean | Question {
  const tool = choiceApplies('tools', tools, given)
  const capability = choiceApplies('capabilities', capabilities, given)
  if (tool === false || capability === false) return false
  return tool === true ? capability : tool
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
