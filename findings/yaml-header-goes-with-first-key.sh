#!/usr/bin/env bash
# yaml's deleteIn takes the header of a file away with its first key.
#
# Guess: with the first key deleted, a comment that stands apart at the top of the file,
# with an empty line below it, stays; so it does where the key has no comment of its own.
#
# Fact:  where the first key has a comment as well, both are one comment of that key, and
# the header (a licence, a `yaml-language-server` line) goes with it. The same deletion
# from a nested map does the opposite: the comment of the deleted key stays, above the next.
#
# Why it matters here: our files begin with such a line; edits of files replace source
# ranges and do not print documents.
#
# Seen with: yaml@2.9.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts yaml@2.9.1 >/dev/null

cat >probe.mjs <<'EOF'
import { parseDocument } from 'yaml'
const without = (text, path) => {
  const document = parseDocument(text)
  document.deleteIn(path)
  console.log(JSON.stringify(String(document)))
}
without('# header\n\na: 1\nb: 2\n', ['a'])
without('# header\n\n# about a\na: 1\nb: 2\n', ['a'])
without('map:\n  # about a\n  a: 1\n  # about b\n  b: 2\n', ['map', 'a'])
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
"# header\n\nb: 2\n"
"b: 2\n"
"map:\n  # about a\n  # about b\n  b: 2\n"
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
