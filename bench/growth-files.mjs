// How the cost of lint grows with the files, ours and that of a validator of the
// schema alone. Run by hand, since it takes minutes: node bench/growth-files.mjs docs/images/growth-files.svg
import { writeFileSync } from 'node:fs'
import { scene } from './lint.mjs'
import { costOf } from './timed.mjs'

const FILES = [1_000, 3_000, 10_000, 30_000, 100_000].filter(
  (files) => files <= Number(process.env.MOST ?? 100_000),
)
const ROUNDS = Number(process.env.ROUNDS ?? 2)

/** Seconds of the processor, the best of some runs by turns: on a busy machine time on the clock says nothing. */
function lintGrowth() {
  return FILES.map((files) => {
    const { lint, validate, forget, remove } = scene(files)
    const runs = Array.from({ length: ROUNDS }, () => {
      forget()
      return { lint: costOf(lint), validate: costOf(validate) }
    })
    remove()
    const best = (side, field) => Math.min(...runs.map((run) => run[side][field]))
    const row = { files, policyctl: best('lint', 'cpu'), 'ajv-cli': best('validate', 'cpu') }
    return { ...row, 'policyctl MB': best('lint', 'peak'), 'ajv-cli MB': best('validate', 'peak') }
  })
}

const WIDTH = 560
const HEIGHT = 320
const MARGIN = { left: 64, right: 96, top: 40, bottom: 48 }

/** One panel, both axes by powers of ten: a line at half a right angle is linear. */
function panel({ title, rows, across, lines }) {
  const xs = rows.map((row) => Math.log10(row[across]))
  const ys = rows.flatMap((row) => lines.map((line) => Math.log10(row[line])))
  const low = Math.floor(Math.min(...ys))
  const high = Math.ceil(Math.max(...ys))
  const x = (value) =>
    MARGIN.left + ((Math.log10(value) - xs[0]) / (xs.at(-1) - xs[0])) * (WIDTH - MARGIN.left - MARGIN.right)
  const y = (value) =>
    HEIGHT -
    MARGIN.bottom -
    ((Math.log10(value) - low) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom)
  const seconds = Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step))
  const text = (at, below, words, more = '') =>
    `<text x="${at.toFixed(1)}" y="${below.toFixed(1)}"${more}>${words}</text>`
  return [
    text(MARGIN.left, 20, title, ' font-weight="bold"'),
    ...seconds.flatMap((value) => [
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#ccc"/>`,
      text(MARGIN.left - 8, y(value) + 4, `${value} s`, ' text-anchor="end"'),
    ]),
    ...rows.map((row) =>
      text(
        x(row[across]),
        HEIGHT - MARGIN.bottom + 18,
        row[across].toLocaleString('en-US'),
        ' text-anchor="middle"',
      ),
    ),
    text(WIDTH / 2, HEIGHT - 8, across, ' text-anchor="middle"'),
    ...lines.flatMap((line, index) => [
      `<polyline fill="none" stroke="${COLORS[index]}" stroke-width="2" points="${rows.map((row) => `${x(row[across]).toFixed(1)},${y(row[line]).toFixed(1)}`).join(' ')}"/>`,
      text(x(rows.at(-1)[across]) + 6, y(rows.at(-1)[line]) + 4, line, ` fill="${COLORS[index]}"`),
    ]),
  ]
}

const COLORS = ['#0b5394', '#a64d00']

function plot(rows) {
  const title = 'lint: seconds of the processor by files'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${title}">`,
    '<rect width="100%" height="100%" fill="white"/>',
    ...panel({ title, rows, across: 'files', lines: ['policyctl', 'ajv-cli'] }),
    '</svg>',
    '',
  ].join('\n')
}

const rows = lintGrowth()
console.table(rows)
const [, , file] = process.argv
if (file !== undefined) writeFileSync(file, plot(rows))
