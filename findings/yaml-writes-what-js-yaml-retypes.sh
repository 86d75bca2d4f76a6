#!/usr/bin/env bash
# A string that the yaml package writes comes back from js-yaml as another type.
#
# Guess: two readers of YAML 1.2 agree on strings that one of them writes without quotes,
# or the writer quotes what is contested.
#
# Fact:  yaml writes 2026-01-01 and 0b11 plain, since they are strings in the 1.2 core
# schema; js-yaml 4 reads a Date and the number 3. (js-yaml writes 1_000 plain, which a
# YAML 1.1 reader takes for 1000.)
#
# Why it matters here: a policy file is read by more tools than ours; what we write is
# quoted where any common reader would not see a string.
#
# Seen with: yaml@2.9.1, js-yaml@4.3.2 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts yaml@2.9.1 js-yaml@4.3.2 >/dev/null

cat >probe.mjs <<'EOF'
import jsYaml from 'js-yaml'
import * as yaml from 'yaml'
for (const text of ['2026-01-01', '0b11', '0644']) {
  const written = yaml.stringify(text).trim()
  const read = jsYaml.load(written)
  console.log(text, 'is written', written, 'and read as', read instanceof Date ? 'Date' : typeof read)
}
const plain = jsYaml.dump('1_000').trim()
console.log('1_000', 'is written', plain, 'and read as', typeof yaml.parse(plain, { version: '1.1' }))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
2026-01-01 is written 2026-01-01 and read as Date
0b11 is written 0b11 and read as number
0644 is written "0644" and read as string
1_000 is written 1_000 and read as number
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
