/** A block that GitHub sets apart in colour. Lines are Markdown that is safe already; those of a list begin with '- '. */
export function alertMarkdown(kind: 'CAUTION' | 'IMPORTANT', lines: readonly string[]): string {
  // A comment breaks lines where the text does, a job summary only where it ends in two spaces.
  const isItem = (line: string): boolean => line.startsWith('- ')
  const body = lines.flatMap((line, index) => {
    const next = lines[index + 1]
    if (next === undefined || isItem(line) !== isItem(next)) return next === undefined ? [line] : [line, '']
    return isItem(line) ? [line] : [`${line}  `]
  })
  return [`[!${kind}]`, ...body].map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')
}
