/** A strict reader of XML: what it refuses, a CI system may refuse. */
import { SaxesParser } from 'saxes'

interface ReadElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: ReadElement[]
  text: string
}

/** @throws Error for what is not well-formed. */
export function readXml(xml: string): ReadElement {
  const parser = new SaxesParser()
  const top: ReadElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  const [root] = top.children
  if (root === undefined) throw new Error('no element')
  return root
}
