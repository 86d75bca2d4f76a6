/** Lines that are read by their layout are the calls that JSON.parse makes of them, and the same lines are none. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldPaths } from '../../src/calls/field-path.ts'
import { type InputFormat, recordReader } from '../../src/calls/input-format.ts'
import { RecordReading } from '../../src/calls/read-record.ts'
import { isFields } from '../../src/policy/shape.ts'
import { runs } from '../support/suite/soak.ts'
import { readCalls } from './read-calls.ts'

/** What stands for a value in a line: mostly what logs have, sometimes what nothing should have. */
const texts = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('GET', 'POST', 'shop', 'prod/shop', 'b', '-', '', 'spiffe://c/ns/n/sa/s'),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'https://a.example/x?secret=1',
      'HTTPS://A.example:443#f',
      'https://u:p@a.example/x',
      'https://a.example/@me?q=@',
      'https://a.example/x y',
      'https://a.example/?x y',
      '/relative?x',
      'https',
      'a.example:80',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '2026-11-01T10:00:00Z',
      '2026-11-01T10:00:00.5Z',
      '2026-11-01T10:00:59.123456789Z',
      '2026-11-01T10:00:60Z',
      '2026-02-30T10:00:00Z',
      '2026-11-01T10:00:00.Z',
      '2026-11-01T10:00:00.1234567890Z',
      '2026-11-01T24:00:00Z',
      '1980-01-01T00:00:00Z',
      '2026-11-01 10:00:00',
      '2026-11-01T10:00:00+01:00',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)

const written = fc.oneof(
  { weight: 12, arbitrary: texts.map((text) => JSON.stringify(text)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['null', 'true', 'false', '0', '-0', '1793527200', '1793527200.25', '1e3', '1E+3', '-1.5e-2'],
      ...[
        '01',
        '1.',
        '.5',
        '-',
        '1e',
        '+1',
        'nul',
        'truee',
        'NaN',
        '"\\u0047ET"',
        '"a\\"b"',
        '"a\tb"',
        '"open',
      ],
      ...[
        '{}',
        '[]',
        '["GET"]',
        '{"x":1}',
        '',
        '"\u00e9"',
        '"\u007f"',
        '\u00e9',
        '1 2',
        '"a""b"',
        '"a","url":"b"',
      ],
    ),
  },
)

/** What mostly stands in a hole, by its letter. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  M: ['"GET"', '"POST"', '"get"'],
  U: ['"https://a.example/x?secret=1"', '"HTTPS://A.example:443#f"', '"https://b.example/@me"'],
  A: ['"shop"', '"prod/shop"', '"spiffe://c/ns/n/sa/s"', '"-"', 'null'],
  T: [
    '"2026-11-01T10:00:00Z"',
    '"2026-11-01T10:00:59.1239Z"',
    '1793527200.25',
    '"2026-11-01 10:00:00"',
    'null',
  ],
  S: ['"https"', '"http"'],
  H: ['"a.example"', '"A.example:443"'],
  P: ['"/v1/x?token=1"', '"/"', '"/a@b"'],
  X: ['200', 'true', 'null', '"tool"', '"-"', '""'],
}

/** Lines of a log with one hole for each value. */
const LAYOUTS = [
  '{"time":@T,"method":@M,"url":@U,"agent":@A}',
  '{"time":@T,"method":@M,"url":@U,"agent":@A,"tool":@X,"status":@X}',
  '{ "agent" : @A , "method":@M,\t"url":@U }\r',
  '{"method":@X,"method":@M,"url":@U,"agent":@A}',
  '{"\\u006dethod":@M,"url":@U,"agent":@A,"capability":@X}',
  '{"http":{"method":@M,"url":@U},"http.method":@M,"method":@M,"url":@U,"labels":[@X,{"agent":@A}],"agent":@A}',
  '{"http":{"method":@M,"url":@U},"agent":@A,"tool":[@X]}',
  '{"__proto__":{"method":@M},"constructor":@X,"method":@M,"url":@U,"agent":@A}',
  '{"method":@M,"scheme":@S,"authority":@H,"path":@P,"agent":@A,"start_time":@T}',
  '{"method":@M,"scheme":@S,"authority":@H,"path":"/v1?q=1","x-envoy-original-path":@P,"x_agent":@A,"agent":@A}',
  '{"method":@M,"scheme":"https","authority":"a.example","path":@P,"x_agent":@A,"agent":@A,"time":@T,"start_time":@T}',
] as const

/** Of one kind of line, each with a value that is unusual now and then. */
const line = (layout: string): fc.Arbitrary<string> => {
  const [first = '', ...holes] = layout.split('@')
  const values = holes.map((hole) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...(USUAL[hole.charAt(0)] ?? [])) },
      { weight: 1, arbitrary: written },
    ),
  )
  return fc.tuple(...values).map((made) => first + holes.map((hole, at) => made[at] + hole.slice(1)).join(''))
}

/** A character too many, one too few, or the end too early. */
const damaged = (whole: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(whole, fc.nat(), fc.constantFrom('', '"', '}', ',', ' ', '\\', '0', '\0'), fc.boolean())
    .map(([text, at, character, isCut]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + character + (isCut ? '' : text.slice(place + 1))
    })

const log = fc.subarray([...LAYOUTS], { minLength: 1, maxLength: 3 }).chain((layouts) => {
  const whole = fc.oneof(...layouts.map(line))
  return fc.array(fc.oneof({ weight: 9, arbitrary: whole }, { weight: 1, arbitrary: damaged(whole) }), {
    minLength: 5,
    maxLength: 40,
  })
})

const FIELDS: readonly FieldPaths[] = [
  {},
  { method: 'http.method', url: 'http.url' },
  { method: 'labels.method', agent: '__proto__.method' },
]

/** The same without layouts. */
function parsedCalls(
  lines: readonly string[],
  format: InputFormat,
  fields: FieldPaths,
  agent: string | null,
) {
  const [calls, skipped, untimed]: [object[], string[], number[]] = [[], [], []]
  const reading = new RecordReading(agent)
  const sink = {
    call: (call: object, number: number) => void calls.push({ ...call, line: number }),
    skip: (number: number, reason: string) => void skipped.push(`${number}: ${reason}`),
    untimed: (number: number) => void untimed.push(number),
  }
  for (const [index, text] of lines.entries()) {
    const record = parsed(text)
    if (isFields(record)) reading.read(record, recordReader(format, fields), { line: index + 1, sink })
    else if (record !== undefined) sink.skip(index + 1, 'it is not an object')
    else if (text.trim() !== '') sink.skip(index + 1, 'it is not JSON')
  }
  return { calls, skipped, untimed }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

test('a log read by layouts, in pieces of any size, is the log that JSON.parse reads', () =>
  fc.assert(
    fc.asyncProperty(
      log,
      fc.constantFrom<InputFormat>('jsonl', 'envoy'),
      fc.constantFrom(...FIELDS),
      fc.option(fc.constant('me')),
      fc.constantFrom(1, 50, 100_000),
      async (lines, format, fields, agent, piece) => {
        // What no newline ends is a line too, and lines of these are never the text between two others.
        const whole = lines.flatMap((text) => Buffer.from(text).toString().split('\n'))
        const options = { format, fields, piece, ...(agent === null ? {} : { agent }) }
        const read = await readCalls(whole.join('\n'), options)
        expect(read).toEqual(parsedCalls(whole, format, fields, agent))
      },
    ),
    { numRuns: runs(200, 20_000) },
  ))

test('lines of one layout are read by it', async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => ({
    time: `2026-11-01T10:${String(index % 60).padStart(2, '0')}:00.${index}Z`,
    method: ['GET', 'POST'][index % 2],
    url: `https://a.example/${index % 1500}?q=${index}`,
    agent: `agent${index % 700}`,
  }))
  const { calls } = await readCalls(lines.map((fields) => JSON.stringify(fields)).join('\n'))
  expect(calls).toEqual(
    lines.map(({ time, method, url, agent }, index) => ({
      ...{ method, url: url.replace(/\?.*/, ''), agent, tool: null, capability: null },
      ...{ time: Date.parse(time), line: index + 1 },
    })),
  )
})
