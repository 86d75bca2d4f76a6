#!/usr/bin/env bash
# In its YAML 1.1 mode yaml reads the plain text e0 as not a number, and means the value.
#
# Guess: a float of YAML 1.1 has a digit before its exponent, so e0 and E5 are texts.
#
# Fact:  they are read as the number NaN; without the mode they are texts.
#
# Why it matters here: a tag or a group of that name would turn into another value for
# readers that use the mode; what we write is quoted there.
#
# Seen with: yaml@2.9.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts yaml@2.9.1 >/dev/null

cat >probe.mjs <<'EOF'
import { parse } from 'yaml'
for (const text of ['e0', 'E5', '1e0']) {
  const [older, current] = ['1.1', '1.2'].map((version) => parse(`key: ${text}`, { version }).key)
  console.log(text, 'in 1.1:', typeof older, String(older), 'in 1.2:', typeof current, String(current))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
e0 in 1.1: number NaN in 1.2: string e0
E5 in 1.1: number NaN in 1.2: string E5
1e0 in 1.1: number 1 in 1.2: number 1
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
