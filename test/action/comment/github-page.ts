/** A page that shows Markdown about as GitHub does, for pictures: its alerts, its line breaks, its measures. */
import { marked } from 'marked'

const ALERT_TITLES = { CAUTION: 'Caution', IMPORTANT: 'Important' } as const

/** @param kind a comment breaks lines where the text does, a job summary does not. */
export function githubPage(markdown: string, kind: 'comment' | 'summary'): string {
  const html = marked.parse(markdown, { gfm: true, breaks: kind === 'comment', async: false })
  const content = withSymbols(withDiffColours(withAlerts(html)))
  const head =
    kind === 'comment'
      ? '<header><b>github-actions</b> <span class="bot">bot</span> commented now</header>'
      : '<header><b>policy-plan summary</b></header>'
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body><article>${head}<div class="body">${content}</div></article></body></html>`
}

function withAlerts(html: string): string {
  return html.replace(
    /<blockquote>\n<p>\[!(CAUTION|IMPORTANT)\](?:<br>)?\n?/g,
    (_, kind: keyof typeof ALERT_TITLES) =>
      `<blockquote class="${kind.toLowerCase()}"><p class="title">${ALERT_TITLES[kind]}</p><p>`,
  )
}

function withDiffColours(html: string): string {
  return html.replace(
    /(<pre><code class="language-diff">)([\s\S]*?)(<\/code><\/pre>)/g,
    (_, open: string, text: string, close: string) => {
      const lines = text.split('\n').map((line) => {
        const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : null
        return kind === null ? line : `<span class="${kind}">${line}</span>`
      })
      return `${open}${lines.join('\n')}${close}`
    },
  )
}

/** A machine without a colour font shows boxes; these stand for what GitHub shows. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '🔺': '<span style="color:#d1242f">▲</span>',
  '🔻': '<span style="color:#1a7f37">▼</span>',
  '🔁': '<span style="color:#0969da">↻</span>',
  '⚠️': '<span style="color:#9a6700">▲</span>',
  '⛔': '<span style="color:#d1242f">⊘</span>',
  '✅': '<span style="color:#1a7f37">✔</span>',
  '❌': '<span style="color:#d1242f">✘</span>',
}

function withSymbols(html: string): string {
  return Object.entries(SYMBOLS).reduce((text, [symbol, shown]) => text.replaceAll(symbol, shown), html)
}

const STYLE = `
* { box-sizing: border-box }
body { margin: 16px; font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; color: #1f2328; background: #fff }
article { max-width: 880px; margin: 0 auto; border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e }
header b { color: #1f2328 } .bot { border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 6px; font-size: 12px }
.body { padding: 16px; overflow-wrap: break-word }
h2 { margin: 0 0 16px; padding-bottom: .3em; font-size: 1.5em; line-height: 1.25; border-bottom: 1px solid #d1d9e0b3 }
p, blockquote, ul, pre, table, details { margin: 0 0 16px } ul { padding-left: 2em }
blockquote { padding: 8px 16px; border-left: .25em solid #d1d9e0 } blockquote > :last-child { margin-bottom: 0 }
blockquote.caution { border-color: #cf222e } blockquote.caution .title { color: #d1242f }
blockquote.important { border-color: #8250df } blockquote.important .title { color: #8250df }
.title { font-weight: 500; margin-bottom: 4px }
code { padding: .2em .4em; font: 85% ui-monospace, SFMono-Regular, "Liberation Mono", Menlo, monospace; background: #818b981f; border-radius: 6px }
pre { padding: 16px; overflow: auto; background: #f6f8fa; border-radius: 6px } pre code { padding: 0; background: none }
.added { background: #dafbe1; color: #116329; display: inline-block; min-width: 100% } .removed { background: #ffebe9; color: #82071e; display: inline-block; min-width: 100% }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse }
th, td { padding: 6px 13px; border: 1px solid #d1d9e0 } tr:nth-child(2n) { background: #f6f8fa }
a { color: #0969da } summary { cursor: pointer } sub { color: #59636e; font-size: 85%; vertical-align: baseline }
@media (prefers-color-scheme: dark) {
  body, header b { color: #f0f6fc } body { background: #0d1117 } article, .bot, th, td { border-color: #3d444d }
  header, pre, tr:nth-child(2n) { background: #151b23 } header, sub { color: #9198a1 } code { background: #656c7633 } pre code { background: none }
  .added { background: #12261e; color: #aff5b4 } .removed { background: #25171c; color: #ffdcd7 } a { color: #4493f8 }
  blockquote.caution .title { color: #f85149 } blockquote.important .title { color: #ab7df8 }
}
`
