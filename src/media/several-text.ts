/** Prints targets with equal outcome once, under a heading with their names. */
import type { AnyAnswer } from '../answers/any-answer.ts'
import type { OutcomeGroup, SeveralAnswer } from '../answers/several.ts'
import { count } from '../diagnostic/count.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { matchesAnyGlob } from '../policy/name-glob.ts'
import { filesWords } from '../words/plan-words.ts'
import { printable } from '../words/printable.ts'
import { errorText } from './error-text.ts'
import { groupMapLines } from './group-maps.ts'
import { markdown } from './markdown.ts'
import { prose } from './markdown-text.ts'
import type { Look, Printed } from './printed.ts'
import { severalVerdict } from './several-verdict.ts'
import { terminal } from './terminal.ts'

/** @param printed shows the answer of one target for its whole group. */
export function severalText<Answered extends AnyAnswer>(
  several: SeveralAnswer<Answered | PolicyctlError>,
  printed: (answer: Answered, targets: readonly string[]) => Printed,
  {
    notesColor,
    verbose,
    isMarkdown,
  }: Pick<Look, 'notesColor' | 'verbose'> & { readonly isMarkdown: boolean },
): Printed {
  const { ends, groups, waves } = several
  const all = ends.map(({ target }) => target)
  const namesOf = (names: readonly string[]): string => folded(names, { all, waves })
  const shown = groups.map((group) => groupText(group, { printed, notesColor, isMarkdown, namesOf }))
  const last = `${severalVerdict(several)}\n`
  return {
    stdout: [
      ...headText(several, { verbose, isMarkdown }),
      ...shown.map(({ stdout }) => stdout),
      isMarkdown ? `\n${last}` : last,
    ].join('\n'),
    stderr: shown.map(({ stderr = '' }) => stderr).join(''),
  }
}

const MOST_FILES = 5

/** Writes `12 targets · 3f9c1ab clean`: the files that all plans were made from; [] if nothing was planned. */
function headText(
  { ends, files }: Pick<SeveralAnswer<unknown>, 'ends' | 'files'>,
  { verbose, isMarkdown }: { readonly verbose: boolean; readonly isMarkdown: boolean },
): readonly string[] {
  if (files.length === 0) return []
  const medium = isMarkdown ? markdown : terminal
  const limit = verbose ? Number.POSITIVE_INFINITY : MOST_FILES
  const total = count(ends.length, 'target', 'targets')
  const read = files.map((one) => medium(filesWords(one), { limit }))
  return [`${[isMarkdown ? `**${total}**` : total, ...read].join(' · ')}\n`]
}

interface Showing<Answered> {
  readonly printed: (answer: Answered, targets: readonly string[]) => Printed
  readonly notesColor: boolean
  readonly isMarkdown: boolean
  readonly namesOf: (names: readonly string[]) => string
}

function groupText<Answered extends AnyAnswer>(
  group: OutcomeGroup<Answered | PolicyctlError>,
  { printed, notesColor, isMarkdown, namesOf }: Showing<Answered>,
): Printed {
  const { targets, held, errors } = group
  const names = namesOf(targets)
  const words = targets.length === 1 ? `ONLY ${names}` : `SAME IN ${targets.length}   ${names}`
  const heading = isMarkdown ? `# ${words}` : `== ${words}`
  if (held instanceof PolicyctlError) {
    const texts = errors.map(
      ({ target, error }) => `${printable(target)}: ${errorText(error, { color: notesColor, stack: false })}`,
    )
    return { stdout: `${heading}\ncould not run (see standard error)\n`, stderr: texts.join('') }
  }
  const { stdout, stderr = '', remark } = printed(held, targets)
  const told = remark === undefined ? '' : `${isMarkdown ? ': ' : '   '}${remark}`
  const maps = stdout === '' ? [] : groupMapLines(group, () => JSON.stringify(held.document), namesOf)
  return { stdout: `${heading}${told}\n${mapText(maps, isMarkdown)}${stdout}`, stderr }
}

function mapText(lines: readonly string[], isMarkdown: boolean): string {
  if (!isMarkdown) return lines.map((line) => `${line}\n`).join('')
  return lines.length === 0 ? '' : `\n${lines.map((line) => `- ${prose(line)}`).join('\n')}\n\n`
}

interface Around {
  /** All targets of the run. */
  readonly all: readonly string[]
  readonly waves: readonly (readonly string[])[]
}

/** Lists names in the order of the waves. If a glob of the waves matches only these among all targets of the run, writes the glob and the number: `dev-* (4)`. */
function folded(names: readonly string[], { all, waves }: Around): string {
  const left = new Set(names)
  const inWaves = waves.flat().flatMap((glob) => {
    const meant = all.filter((name) => matchesAnyGlob([glob], name))
    const own = meant.filter((name) => left.delete(name))
    const isWhole = own.length > 1 && own.length === meant.length
    return isWhole ? [`${printable(glob)} (${own.length})`] : own.map(printable)
  })
  return [...inWaves, ...[...left].map(printable)].join(' ')
}
