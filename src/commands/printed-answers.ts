/** Prints an answer in a format: for one target, and for several together. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import { Outcomes } from '../answers/outcomes.ts'
import { packing } from '../answers/packed-text.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import { entryOfTarget, type SeveralAnswer, type TargetOutcome } from '../answers/several.ts'
import type { ExitStatus } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Look, Medium, Printed } from '../media/printed.ts'
import { refusalMedium } from '../media/refusal.ts'
import { packedEntry, severalJson } from '../media/several-json.ts'
import { linesOfTarget, severalLines } from '../media/several-lines.ts'
import { severalText } from '../media/several-text.ts'
import { severalVerdict } from '../media/several-verdict.ts'
import type { SeveralTargets } from '../workbench/several-targets.ts'

export type Format = 'text' | 'json' | 'markdown' | 'sarif' | 'github' | 'junit' | 'csv' | 'html'

/** The first is the default. */
export type Media<Answered> = Readonly<Partial<Record<Format, Medium<Answered>>>>

/** Takes the outcomes of several targets one by one, and prints them together. */
export interface SeveralPrinter<Answered extends AnyAnswer> {
  /** @param at place of the target in the order of the config, from 0. */
  add(outcome: TargetOutcome<Answered | RefusalAnswer>, at: number): void
  /** @param waves of the config, as globs of targets. */
  response(waves: SeveralTargets['rollout']): { readonly status: ExitStatus; readonly printed: Printed }
}

export interface ShownAs {
  readonly format: Format
  readonly look: Look
}

/** Makes a printer, which keeps from each target's outcome only what the format needs. @throws PolicyctlError usage for a format of one target only. */
export function severalPrinter<Answered extends AnyAnswer>(
  media: Media<Answered>,
  { format, look }: ShownAs,
): Promise<SeveralPrinter<Answered>> {
  const one = (answer: Answered | RefusalAnswer, targets?: readonly string[]): Printed =>
    printedAnswer(answer, media[format], {
      format,
      look: targets === undefined ? look : { ...look, targets },
    })
  switch (format) {
    case 'json':
      return documentPrinter()
    case 'text':
    case 'markdown':
      return Promise.resolve(groupPrinter(one, { ...look, isMarkdown: format === 'markdown' }))
    case 'csv':
    case 'github':
      return Promise.resolve(linePrinter(one, { ...look, hasHeading: format === 'csv' }))
    default:
      throw ofOneTarget(`--format ${format}`)
  }
}

type Print<Answered> = (answer: Answered | RefusalAnswer, targets?: readonly string[]) => Printed

async function documentPrinter<Answered extends AnyAnswer>(): Promise<SeveralPrinter<Answered>> {
  const texts = await packing()
  const outcomes = new Outcomes<Answered | RefusalAnswer, null>(() => null)
  const entries: Uint8Array[] = []
  return {
    add: (outcome, at) => {
      outcomes.add(outcome, at)
      entries[at] = packedEntry(entryOfTarget(outcome), texts)
    },
    response: (waves) => {
      const several = outcomes.answer(waves)
      const printed = {
        stdout: '',
        more: severalJson(entries, several, texts),
        ...(hasWritten(several) ? { stderr: `${severalVerdict(several)}\n` } : {}),
      }
      return { status: several.status, printed }
    },
  }
}

function groupPrinter<Answered extends AnyAnswer>(
  print: Print<Answered>,
  how: Pick<Look, 'notesColor' | 'verbose'> & { readonly isMarkdown: boolean },
): SeveralPrinter<Answered> {
  type Result = Answered | RefusalAnswer | PolicyctlError
  const outcomes = new Outcomes<Answered | RefusalAnswer, Result>((result) => result)
  return {
    add: (outcome, at) => outcomes.add(outcome, at),
    response: (waves) => {
      const several = outcomes.answer(waves)
      return { status: several.status, printed: severalText(several, print, how) }
    },
  }
}

function linePrinter<Answered extends AnyAnswer>(
  print: Print<Answered>,
  how: Pick<Look, 'notesColor'> & { readonly hasHeading: boolean },
): SeveralPrinter<Answered> {
  const outcomes = new Outcomes<Answered | RefusalAnswer, null>(() => null)
  const lines: ReturnType<typeof linesOfTarget>[] = []
  return {
    add: (outcome, at) => {
      outcomes.add(outcome, at)
      lines[at] = linesOfTarget(outcome, print, how)
    },
    response: (waves) => ({ status: outcomes.answer(waves).status, printed: severalLines(lines) }),
  }
}

/** Tells whether the command was an apply: then its verdict is also printed on standard error, beside the document. */
function hasWritten({ ends }: SeveralAnswer<unknown>): boolean {
  return ends.some(({ kind }) => kind === 'apply')
}

export function ofOneTarget(what: string): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `${what} works with one target only, and this run has several`,
    hint: 'pass --target NAME for each of them',
  })
}

export function printedAnswer<Answered extends AnyAnswer>(
  answer: Answered | RefusalAnswer,
  medium: Medium<Answered> | undefined,
  { format, look }: { format: Format; look: Look },
): Printed {
  if (isRefusal(answer)) return refusalMedium(answer, { hasDocument: format === 'json' })
  if (medium === undefined) throw new Error(`nothing shows this answer as ${format}`)
  return medium(answer, look)
}

function isRefusal<Answered extends AnyAnswer>(answer: Answered | RefusalAnswer): answer is RefusalAnswer {
  return answer.kind === 'refusal'
}
