#!/usr/bin/env bash
# The validator of fast-xml-parser calls documents valid that are not well-formed.
#
# Guess: validate() answers what an XML processor answers: a bare & is refused in
# attributes as in text, so are a < there, an entity that nobody declared, and two roots.
#
# Fact:  it refuses the bare & in text only; the other four are valid to it.
#
# Why it matters here: a JUnit report that this validator takes is refused by CI servers;
# our reports are read back in the tests by a strict parser (saxes).
#
# Seen with: fast-xml-parser@5.12.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fast-xml-parser@5.12.1 >/dev/null

cat >probe.mjs <<'EOF'
import { XMLValidator } from 'fast-xml-parser'
for (const text of ['<a>x & y</a>', '<a t="x & y"/>', '<a t="x < y"/>', '<a>&undeclared;</a>', '<a/><b/>'])
  console.log(text, XMLValidator.validate(text) === true ? 'valid' : 'refused')
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
<a>x & y</a> refused
<a t="x & y"/> valid
<a t="x < y"/> valid
<a>&undeclared;</a> valid
<a/><b/> valid
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
