/** Writes an alert of GitHub. @param lines safe Markdown; items of a list begin with '- '. */
export function alertMarkdown(kind: 'CAUTION' | 'IMPORTANT', lines: readonly string[]): string {
  // Two spaces at the end break a line also in a job summary; a comment breaks it anyway.
  const isItem = (line: string): boolean => line.startsWith('- ')
  const body = lines.flatMap((line, index) => {
    const next = lines[index + 1]
    if (next === undefined || isItem(line) !== isItem(next)) return next === undefined ? [line] : [line, '']
    return isItem(line) ? [line] : [`${line}  `]
  })
  return [`[!${kind}]`, ...body].map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')
}
