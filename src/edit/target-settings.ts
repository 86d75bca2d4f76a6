/**
 * Adds layers, `without`, `wider` and maps to targets of a config, in place: every
 * other byte stays. The result is read back: it must mean the old config with the
 * new settings, else nothing is returned.
 */
import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { applyEdits, type TextEdit } from './text-edit.ts'

/** A value with its reason, which becomes a comment; null: no comment. */
export interface Noted<Value> {
  readonly value: Value
  readonly note: string | null
}

export interface TargetSettings {
  readonly target: string
  readonly layers: readonly string[]
  readonly without: readonly Noted<string>[]
  readonly wider: readonly Noted<string>[]
  /** Kind → name in the files → name in this target. */
  readonly map: Readonly<Record<string, Readonly<Record<string, Noted<string>>>>>
}

/** @returns null if the layout of the config has no place for the settings. */
export function withTargetSettings(text: string, settings: readonly TargetSettings[]): string | null {
  const document = parseDocument(text, { keepSourceTokens: true, logLevel: 'silent' })
  if (document.errors.length > 0) return null
  const targets = document.get('targets', true)
  if (!isMap(targets)) return null
  const edits: TextEdit[] = []
  for (const one of settings) {
    const pair = targets.items.find(({ key }) => isScalar(key) && key.value === one.target)
    const own = pair === undefined ? null : editsFor(text, { pair, targets, settings: one })
    if (own === null) return null
    edits.push(...own)
  }
  const result = applyEdits(text, edits)
  return meansIt(text, result, settings) ? result : null
}

interface Place {
  readonly pair: Pair
  readonly targets: YAMLMap
  readonly settings: TargetSettings
}

function editsFor(text: string, { pair, targets, settings }: Place): readonly TextEdit[] | null {
  const { key, value } = pair
  if (!isScalar(key) || !isMap(value) || value.range == null || key.range == null) return null
  const [start, end] = value.range
  const column = columnOf(text, key.range[0])
  const last = value.items.at(-1)
  const lastEnd = last === undefined ? null : endOf(last)
  if (lastEnd === null) return null
  if (value.flow !== true) {
    const first = value.items[0]?.key
    const indent = isScalar(first) && first.range != null ? columnOf(text, first.range[0]) : column + 2
    const at = endOfLine(text, lastEnd)
    return [{ start: at, end: at, text: blockLines(settings, indent, newlineOf(text)) }]
  }
  const written = text.slice(start, end)
  const isPlain = targets.flow !== true && !/[\n#]/.test(written)
  return isPlain
    ? asBlock(text, { value, indent: column + 2, settings })
    : [{ start: lastEnd, end: lastEnd, text: `, ${flowText(settings)}` }]
}

/** Turns `{ endpoint: … }` into block style; a comment behind it moves behind the target's name. */
function asBlock(
  text: string,
  { value, indent, settings }: { value: YAMLMap; indent: number; settings: TargetSettings },
): readonly TextEdit[] | null {
  const [start = 0, end = 0] = value.range ?? []
  const newline = newlineOf(text)
  const entries = value.items.map((item) => {
    const from = isScalar(item.key) ? item.key.range?.[0] : undefined
    const to = endOf(item)
    return from === undefined || to === null ? null : text.slice(from, to)
  })
  if (entries.includes(null)) return null
  const pad = ' '.repeat(indent)
  const lines = entries.map((entry) => `${newline}${pad}${entry}`).join('')
  const lineEnd = endOfLine(text, end)
  const behind = text.slice(end, lineEnd).trim()
  const from = text.slice(0, start).trimEnd().length
  const head = behind === '' ? '' : ` ${behind}`
  return [{ start: from, end: lineEnd, text: `${head}${lines}${blockLines(settings, indent, newline)}` }]
}

function blockLines(
  { layers, without, wider, map }: TargetSettings,
  indent: number,
  newline: string,
): string {
  const list = (name: string, values: readonly Noted<string>[]): readonly string[] =>
    values.length === 0
      ? []
      : [`${name}:`, ...values.map((one) => `  - ${noted(scalar(one.value), one.note)}`)]
  const kinds = Object.entries(map).filter(([, names]) => Object.keys(names).length > 0)
  const lines = [
    `layers: [${layers.map(scalar).join(', ')}]`,
    ...list('without', without),
    ...list('wider', wider),
    ...(kinds.length === 0 ? [] : ['map:']),
    ...kinds.flatMap(([kind, names]) => [
      `  ${kind}:`,
      ...Object.entries(names).map(
        ([from, to]) => `    ${noted(`${scalar(from)}: ${scalar(to.value)}`, to.note)}`,
      ),
    ]),
  ]
  return lines.map((line) => `${newline}${' '.repeat(indent)}${line}`).join('')
}

function flowText({ layers, without, wider, map }: TargetSettings): string {
  const list = (values: readonly string[]): string => `[${values.map(scalar).join(', ')}]`
  const kinds = Object.entries(map).filter(([, names]) => Object.keys(names).length > 0)
  const kindTexts = kinds.map(([kind, names]) => {
    const entries = Object.entries(names).map(([from, to]) => `${scalar(from)}: ${scalar(to.value)}`)
    return `${kind}: { ${entries.join(', ')} }`
  })
  return [
    `layers: ${list(layers)}`,
    ...(without.length === 0 ? [] : [`without: ${list(without.map(({ value }) => value))}`]),
    ...(wider.length === 0 ? [] : [`wider: ${list(wider.map(({ value }) => value))}`]),
    ...(kinds.length === 0 ? [] : [`map: { ${kindTexts.join(', ')} }`]),
  ].join(', ')
}

function noted(text: string, note: string | null): string {
  return note === null ? text : `${text} # ${note.replace(/\s+/g, ' ')}`
}

/** Writes a text without quotes if every YAML reader takes it for this text. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z][A-Za-z0-9._/@-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return isPlain ? text : JSON.stringify(text)
}

function meansIt(before: string, after: string, settings: readonly TargetSettings[]): boolean {
  const read = (text: string): Record<string, unknown> =>
    Object(parseDocument(text, { logLevel: 'silent' }).toJS())
  const expected = read(before)
  const targets = Object(expected.targets) as Record<string, object>
  for (const { target, layers, without, wider, map } of settings) {
    const kinds = Object.entries(map).filter(([, names]) => Object.keys(names).length > 0)
    const named = kinds.map(([kind, names]) => [
      kind,
      Object.entries(names).map(([from, to]) => [from, to.value]),
    ])
    targets[target] = {
      ...targets[target],
      layers,
      ...(without.length > 0 && { without: without.map(({ value }) => value) }),
      ...(wider.length > 0 && { wider: wider.map(({ value }) => value) }),
      ...(kinds.length > 0 && {
        map: Object.fromEntries(
          named.map(([kind, pairs]) => [kind, Object.fromEntries(pairs as [string, string][])]),
        ),
      }),
    }
  }
  return JSON.stringify(read(after)) === JSON.stringify(expected)
}

function endOf({ key, value }: Pair): number | null {
  const node = (value ?? key) as { readonly range?: readonly number[] | null }
  return node.range?.[1] ?? null
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1)
}

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at)
  const end = found === -1 ? text.length : found
  return text[end - 1] === '\r' ? end - 1 : end
}

function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
