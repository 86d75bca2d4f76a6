/** The inputs that lift guards, as the options of apply of the same name mean them. */
import type { CommandOption } from '../commands/command.ts'
import { WRITING, wishesOf } from '../commands/write-options.ts'
import type { Wishes } from '../deploy/carry-out.ts'
import { overridesText } from '../deploy/overrides-text.ts'
import type { Inputs } from './inputs.ts'

type LiftingInputs = Pick<Inputs, 'overrides' | 'reason' | 'allowUnreviewed'>

/** @throws PolicyctlError usage for a value that is none. */
export function wishesIn({ overrides, reason, allowUnreviewed }: LiftingInputs): Wishes {
  const options = Object.entries(overrides).map(([key, value]) => [key, parsed(key, value)])
  const note = { reason, lifted: allowUnreviewed ? ['--allow-unreviewed'] : [] }
  return { ...wishesOf(Object.fromEntries(options)), yes: true, note }
}

/** What a run by hand lifts, as the options of apply; '' for nothing. */
export function liftedBy(inputs: LiftingInputs): string {
  const { overrides, note } = wishesIn(inputs)
  const flags = [overridesText(overrides), ...(note?.lifted ?? [])]
  return flags.filter((flag) => flag !== '').join(' ')
}

function parsed(key: string, value: string | true): unknown {
  const option = WRITING.find(({ flags }) => nameIn(flags) === key)
  if (option === undefined) throw new Error(`apply has no option ${key}`)
  return value === true || option.parse === undefined ? value : option.parse(value, undefined)
}

/** `--allow-deletes <n>` → allowDeletes, as commander names it. */
function nameIn(flags: CommandOption['flags']): string {
  const [, name = ''] = /--([a-z][a-z-]*)/.exec(flags) ?? []
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
