#!/usr/bin/env bash
# A Link header of more than 2,000 characters has no links for parse-link-header.
#
# Guess: the length of a header plays no part, or a header that is too long raises an error.
#
# Fact:  parse-link-header answers null, as for a header without links. http-link-header and li
# find the next page. (Its page names an environment variable that makes it an error.) Two of
# the three do not find rel="Next" either, though names of relations have no case (RFC 8288).
#
# Why it matters here: a list whose cursor grows ends at that page without a word, and what was
# not listed looks deleted. A reader of pages needs a second sign of the end.
#
# Seen with: parse-link-header@2.0.0, http-link-header@1.1.4, li@1.3.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts parse-link-header@2.0.0 http-link-header@1.1.4 li@1.3.0 >/dev/null

cat >probe.cjs <<'EOF'
const first = require('parse-link-header')
const second = require('http-link-header')
const third = require('li')
const header = (length, name) => '<https://api.example.com/policies?cursor=' + 'a'.repeat(length - 60) + '>; rel="' + name + '"'
for (const [length, name] of [[1900, 'next'], [2100, 'next'], [100, 'Next']]) {
  const text = header(length, name)
  const seen = [first(text)?.next?.url, second.parse(text).rel('next')[0]?.uri, third.parse(text).next]
  console.log(length, name, '->', seen.map((uri) => (uri ? 'found' : 'none')).join(' | '))
}
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
1900 next -> found | found | found
2100 next -> none | found | found
100 Next -> none | found | none
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
