/** Builds elements: every text becomes a text node, so data never becomes markup. */

type Child = Node | string | null
type Attributes = Readonly<Record<string, string | number | boolean | null>>

/** @param attributes null and false: no attribute; true: an attribute without a value. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : String(value))
  made.append(...children.filter((child) => child !== null))
  return made
}

/** The element of the template with that id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the template has no #${id}`)
  return found
}

/** Allows line breaks after punctuation: hosts and paths have no spaces. */
export function breakable(text: string): readonly Child[] {
  const pieces = text.split(/(?<=[./@?&=])(?=[^./@?&=\s])/)
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [document.createElement('wbr'), piece]))
}

const SIGN_CLASS: Readonly<Record<string, string>> = { '○': 'denied', '◐': 'human', '●': 'free' }

/** Colours each sign of a text by its meaning. */
export function signed(text: string): readonly Child[] {
  return text
    .split(/([○◐●])/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const meaning = SIGN_CLASS[piece]
      return meaning === undefined ? piece : element('span', { class: `sign ${meaning}` }, piece)
    })
}
