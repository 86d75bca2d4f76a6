/** How an answer looks in each format: that of one target, and those of several. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { RefusalAnswer } from '../answers/refusal.ts'
import type { SeveralAnswer } from '../answers/several.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { jsonText } from '../media/json-text.ts'
import type { Look, Medium, Printed } from '../media/printed.ts'
import { refusalMedium } from '../media/refusal.ts'
import { severalLines } from '../media/several-lines.ts'
import { severalText } from '../media/several-text.ts'
import { severalVerdict } from '../media/several-verdict.ts'

export type Format = 'text' | 'json' | 'markdown' | 'sarif' | 'github' | 'junit' | 'csv' | 'html'

/** The first is the default. */
export type Media<Answered> = Readonly<Partial<Record<Format, Medium<Answered>>>>

/** @throws PolicyctlError usage for a format of one target only. */
export function severalPrinted<Answered extends AnyAnswer>(
  several: SeveralAnswer<Answered | RefusalAnswer>,
  media: Media<Answered>,
  { format, look }: { readonly format: Format; readonly look: Look },
): Printed {
  const one = (answer: Answered | RefusalAnswer, targets?: readonly string[]): Printed =>
    printedAnswer(answer, media[format], {
      format,
      look: targets === undefined ? look : { ...look, targets },
    })
  switch (format) {
    case 'json':
      return {
        stdout: jsonText(several.document),
        ...(hasWritten(several) ? { stderr: `${severalVerdict(several)}\n` } : {}),
      }
    case 'text':
    case 'markdown':
      return severalText(several, one, { color: look.color, isMarkdown: format === 'markdown' })
    case 'csv':
    case 'github':
      return severalLines(several, one, { hasHeading: format === 'csv' })
    default:
      throw ofOneTarget(`--format ${format}`)
  }
}

/** A reader of the document of an apply is told its end, too. */
function hasWritten({ view: { groups } }: SeveralAnswer<AnyAnswer>): boolean {
  return groups.flat().some(({ result }) => 'kind' in result && result.kind === 'apply')
}

export function ofOneTarget(what: string): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `${what} is about one target, and several are meant`,
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
