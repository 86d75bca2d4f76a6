/** The page: one file that loads nothing, with the data as JSON and a policy that lets only its own script run. */
import type { PageDocument } from '../answers/page.ts'
import { PAGE } from '../generated/page.ts'

export function pageHtml(document: PageDocument): string {
  const policy = [
    "default-src 'none'",
    `script-src '${PAGE.scriptHash}'`,
    `style-src '${PAGE.styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const parts: Readonly<Record<string, string>> = {
    policy,
    style: PAGE.style,
    script: PAGE.script,
    data: inScript(JSON.stringify(document)),
  }
  // By one look at the template alone: what stands in the data may look like a place in it.
  return PAGE.template.replace(/\{\{(\w+)\}\}/g, (_place, name: string) => parts[name] ?? '')
}

/** JSON that ends no element, opens no comment, and reads the same. */
function inScript(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
