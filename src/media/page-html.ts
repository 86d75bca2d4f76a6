/** Makes the page: one file that loads nothing, with the data as JSON, and a Content-Security-Policy that allows only its own script. */
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
  // One pass over the template: the data itself may contain `{{…}}`.
  return PAGE.template.replace(/\{\{(\w+)\}\}/g, (_place, name: string) => parts[name] ?? '')
}

/** Escapes JSON so that it cannot end the script element or open a comment. */
function inScript(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
