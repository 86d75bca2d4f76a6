/**
 * Limits the work of a question. Patterns, tags and methods can be combined so that an
 * exact answer would have too many cases to compute or read. Then there is an error and
 * no answer, since half an answer must not look like a whole one.
 */
import { firstNames } from '../../diagnostic/first-names.ts'
import { PolicyctlError } from '../../diagnostic/policyctl-error.ts'

/** Steps of about a microsecond each. Policies that people write need fewer. */
const MOST_STEPS = 4_000_000
const MOST_NAMES = 3

/** Overlapping patterns may cost their square: one region for each, except all others. */
const STEPS_A_PAIR = 40
const MOST_STEPS_OF_PAIRS = 40_000_000

/** The budget of a question in which tags play no part: containment is linear there, so it has an answer. */
export function stepsOfPairs(patterns: number): number {
  return Math.max(MOST_STEPS, Math.min(MOST_STEPS_OF_PAIRS, patterns ** 2 * STEPS_A_PAIR))
}

/** The budget of one question. */
export class Effort {
  readonly #policies: readonly string[]
  #left: number

  /** @param policies that the question is about, the ones to blame first. */
  constructor(policies: readonly string[], steps = MOST_STEPS) {
    this.#policies = policies
    this.#left = steps
  }

  /** @throws PolicyctlError policies-entangled if the question has become too costly. */
  spend(steps: number): void {
    this.#left -= steps
    if (this.#left < 0) this.giveUp()
  }

  /** @throws PolicyctlError policies-entangled */
  giveUp(): never {
    const names = this.#policies
    const whose = names.length === 0 ? 'these policies' : firstNames(names, MOST_NAMES)
    throw new PolicyctlError('policies-entangled', {
      message: `the access given by ${whose} cannot be computed exactly: many rules, each with a tag of its own or with several * in its pattern, overlap each other`,
      hint: 'end patterns in their only * (https://api.example.com/v1/*), or give the rules that overlap one tag',
    })
  }
}
