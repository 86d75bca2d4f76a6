#!/usr/bin/env bash
# Terraform literals lose digits on the way through hcl2json.
#
# Guess: numbers of HCL are exact, so the JSON has the digits that the file has (or a
# string).
#
# Fact:  9007199254740993 is written as 9007199254740992, and 1.10 as 1.1.
#
# Why it matters here: account and project numbers are longer than that; whoever compares
# configuration by way of JSON compares rounded numbers.
#
# Seen with: @cdktf/hcl2json@0.21.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @cdktf/hcl2json@0.21.0 >/dev/null

cat >probe.mjs <<'EOF'
import { parse } from '@cdktf/hcl2json'
const { locals } = await parse('main.tf', 'locals {\n  account = 9007199254740993\n  version = 1.10\n}\n')
console.log(JSON.stringify(locals))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
[{"account":9007199254740992,"version":1.1}]
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
