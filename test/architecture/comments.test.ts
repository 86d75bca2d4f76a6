/** Comments are sentences with a subject and a verb, or name a thing. A comment that begins like a subordinate clause is neither. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParserOptions, parse } from '@babel/parser'
import { expect, test } from 'vitest'
import { modulesOf } from './imports.ts'

const SRC = 'src'
const AS_TYPESCRIPT: ParserOptions = { sourceType: 'module', plugins: ['typescript'] }

/** Each with what to write in its place. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  Of: 'the thing: "The policies of …"',
  What: 'the thing, or a verb: "The spec that …", "Returns …"',
  Whatever: 'the thing: "Any value that …"',
  Where: 'the thing, or a condition: "The place of …", "If …"',
  Wherever: 'a condition: "If …"',
  Whether: '"Tells whether …" of a function, "True if …" of a value',
  Which: 'the thing, or a verb: "The rules that …", "Finds the rules …"',
  Who: 'the person or the agent: "The agents that …"',
  Whoever: 'the person: "Anybody who …"',
  Whom: 'the person: "The person to whom …"',
  Whose: 'the thing: "The policies of …"',
}

const BEGINNING = new RegExp(`^(?:${Object.keys(BEGINNINGS).join('|')})\\b`)

interface Comment {
  readonly line: number
  readonly text: string
}

/** Lines of `//` that follow each other are one comment. */
function commentsIn(source: string): readonly Comment[] {
  const found: Comment[] = []
  let ends = -1
  for (const { type, value, loc } of parse(source, AS_TYPESCRIPT).comments ?? []) {
    if (loc === undefined) continue
    const goesOn = type === 'CommentLine' && loc.start.line === ends + 1
    ends = type === 'CommentLine' ? loc.end.line : -1
    if (!goesOn) found.push({ line: loc.start.line, text: value.replace(/^[*\s]+/, '') })
  }
  return found
}

function clausesIn(module: string, source: string): readonly string[] {
  return commentsIn(source).flatMap(({ line, text }) => {
    const [beginning] = BEGINNING.exec(text) ?? []
    return beginning === undefined
      ? []
      : [`${module}:${line} begins with "${beginning}"; write ${BEGINNINGS[beginning]}`]
  })
}

test('no comment begins like a subordinate clause', () => {
  const modules = modulesOf(SRC).filter((module) => !module.startsWith('generated/'))
  expect(modules.length).toBeGreaterThan(300)
  const clauses = modules.flatMap((module) => clausesIn(module, readFileSync(join(SRC, module), 'utf8')))
  expect(clauses).toEqual([])
})

test.each<[string, string, readonly number[]]>([
  ['a docstring', '/** What is written. */', [1]],
  ['a docstring of several lines', '\n/**\n * Whether it holds.\n */', [2]],
  ['a comment behind code', 'const a = 1 // Of the config.', [1]],
  ['a comment in a function', 'function a() {\n  // Where it fails.\n}', [2]],
  ['a line that goes on', '// A rule says so.\n// Where it fails, nothing does.', []],
  ['two comments', '// Whoever asks.\nconst a = 1\n// Which one.', [1, 3]],
  ['a sentence', '/** Tells whether it holds, and what it is of. */', []],
  ['a word that begins like one', '/** Offset of the end; Whatsoever. */', []],
  ['no comment', "const a = '// What is written'", []],
])('%s', (_case, source, lines) => {
  expect(clausesIn('a.ts', source).map((clause) => Number(/:(\d+) /.exec(clause)?.[1]))).toEqual(lines)
})
