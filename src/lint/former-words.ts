/**
 * Messages that older releases worded differently. Their baselines match findings by
 * these words. Entries now match by values, so nothing is added here any more.
 */

/** A pattern of the former message, and the present message. No present message matches a pattern. */
const FORMER: readonly (readonly [former: RegExp, now: string])[] = [
  [/^(".*") is no duration$/, '$1 is not a duration'],
  [/^(".*") is no HTTP method$/, '$1 is not an HTTP method'],
  [/^(".*") is no documented mode of delivery$/, '$1 is not a documented mode of delivery'],
  [/^(".*") is no field of (.*)$/, '$1 is not a field of $2'],
  [
    /^this is a policy as a server shows it: (.*) are the server's own$/,
    'this is a policy as a server returns it: only the server sets $1',
  ],
  [/^this (\w+) stands on (lines? .*) already$/, 'this $1 is already on $2'],
  [/^this (\w+) is no exception: /, 'this $1 is not an exception: '],
  [/^this route never serves: /, 'this route is never used: '],
  [/^(no route takes .*, which needs an approval by this rule)$/, '$1: an administrator may approve it'],
  [
    /^nobody is asked for (.*): this policy has no approvals$/,
    'this policy has no approvals, so $1 waits for an administrator',
  ],
  [/^what a POST to (.*) does is not visible to rules: /, 'rules cannot see what a POST to $1 does: '],
  [
    /^this lets (.*) through, which a server that resolves paths takes for (.*), and (.* guards) that$/,
    'this lets $1 through. A server that resolves paths reads it as $2, which $3',
  ],
  [
    /^paths are compared letter by letter, and what is granted is written /,
    'paths are compared letter by letter, and the granted path is written ',
  ],
  [/^this looks like (.*) and is another word: /, 'this looks like $1 but is another word: '],
  [/^the host looks like (.*) and is another: /, 'the host looks like $1 but is another: '],
  [/^no host stands between the slashes$/, 'there is no host between the slashes'],
  [/^(URLs have no .*: requests carry it percent-encoded, and are compared) like that$/, '$1 in that form'],
  [/^(.*) has no '\/\/' behind its scheme, (.*)$/, "$1 has no '//' after its scheme, $2"],
  [/^(.*) stands in the resource, where nobody sees it$/, '$1 is in the resource, where nobody sees it'],
  [
    /^this is no regular expression: '\.' stands for itself, and '\*' alone for any characters$/,
    "this is not a regular expression: '.' stands for itself, and only '*' stands for any characters",
  ],
  [
    /^the resource holds a user name or password before the host, which is what stands behind the last '@'$/,
    "the resource has a user name or password before the host; the host begins after the last '@'",
  ],
  [/^'\*\*' is no more than '\*'$/, "'**' means the same as '*'"],
  [
    /^the resource has a blank in it, and no URL has one$/,
    'the resource has a blank in it, which no URL has',
  ],
  [/^(.*) has no path, and matches (.*) alone$/, '$1 has no path, so it matches only $2'],
  [/^(.*) says here what the layer before says already$/, '$1 is the same here as in the layer before'],
  [/^no policy that is called (.*) is wider in /, 'no policy called $1 is wider in '],
  [/^(no layer of .* has a policy) that is called /, '$1 called '],
]

/** With the flag `s`, since a quoted text may have line separators in it. */
const PATTERNS = FORMER.map(([former, now]) => [new RegExp(former, 's'), now] as const)

/** The message in the words of this release. */
export function presentWords(message: string): string {
  const found = PATTERNS.find(([former]) => former.test(message))
  return found === undefined ? message : message.replace(...found)
}
