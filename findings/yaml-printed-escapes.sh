#!/usr/bin/env bash
# A document that yaml parsed is printed with invisible characters that were escaped
# before.
#
# Guess: Document.toString() leaves a double-quoted text that nobody changed as it stands
# in the file.
#
# Fact:  it is written from its value: "a\u202eb", whose escape everybody can see, becomes
# the raw direction mark, and \u2028 a raw line separator; only control characters below
# U+0020 are escaped again.
#
# Why it matters here: a formatter must not hide what a reviewer could see; ours keeps the
# escapes.
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
for (const escape of ['\\u202e', '\\u2028', '\\u0007']) {
  const printed = parseDocument(`key: "a${escape}b"`).toString().trim()
  console.log(escape, 'is kept:', printed.includes(escape))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
\u202e is kept: false
\u2028 is kept: false
\u0007 is kept: false
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
