/**
 * User names and passwords in URLs. No call is compared with them, and people paste them: outputs keep as many
 * characters, so that a caret below a line still fits, and none of the text.
 */

/** From `://` to the last `@` of the authority. Passwords may have `*` and `'` in them; `"` and a backslash end a text of JSON. */
const USERINFO = /(?<=:\/\/)[^\s/?#"\\]+(?=@)/g

/** The text with the user name and password of each of its URLs as asterisks. */
export function hiddenUserinfo(text: string): string {
  if (!text.includes('@')) return text
  return text.replace(USERINFO, (userinfo) => '*'.repeat(userinfo.length))
}

export function hasUserinfo(url: string): boolean {
  return hiddenUserinfo(url) !== url
}

/** A document whose texts are all hidden so. It is one of JSON. */
export function withHiddenUserinfo<Document>(document: Document): Document {
  const json = JSON.stringify(document)
  const hidden = hiddenUserinfo(json)
  return hidden === json ? document : (JSON.parse(hidden) as Document)
}
