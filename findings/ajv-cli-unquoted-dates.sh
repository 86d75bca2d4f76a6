#!/usr/bin/env bash
# Command lines that check YAML files against a JSON Schema refuse an unquoted date.
#
# Guess: `until: 2026-12-31` is a string for JSON Schema, which has no dates: YAML 1.2 has
# none either, and `"format": "date"` is a format of strings.
#
# Fact:  ajv-cli and v8r read YAML with a date type, hand the validator a Date object, and say
# "must be string". In quotes the same date is valid. The yaml package reads a string.
#
# Why it matters here: an exception of policyctl.yaml has `until: 2026-12-31`, which is valid
# and which both tools refuse. A project that checks its config with one of them quotes dates.
#
# Seen with: ajv-cli@5.0.0, v8r@6.1.0, yaml@2.8.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ajv-cli@5.0.0 v8r@6.1.0 yaml@2.8.1 >/dev/null

cat >schema.json <<'EOF'
{ "type": "object", "properties": { "until": { "type": "string" } } }
EOF

cat >plain.yaml <<'EOF'
until: 2026-12-31
EOF

cat >quoted.yaml <<'EOF'
until: "2026-12-31"
EOF

cat >read.mjs <<'EOF'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
console.log('yaml:', typeof parse(readFileSync('plain.yaml', 'utf8')).until)
EOF

cat >probe.sh <<'EOF'
for file in plain quoted; do
  echo "$file, ajv-cli: $(npx --no-install ajv validate -s schema.json -d $file.yaml 2>&1 | grep -o 'must be string\|yaml valid' | head -1)"
  echo "$file, v8r: $(npx --no-install v8r --schema schema.json $file.yaml 2>&1 | grep -o 'must be string\|yaml is valid' | head -1)"
done
node read.mjs
EOF

seen=$(bash probe.sh 2>&1)
expected=$(cat <<'EOF'
plain, ajv-cli: must be string
plain, v8r: must be string
quoted, ajv-cli: yaml valid
quoted, v8r: yaml is valid
yaml: string
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
