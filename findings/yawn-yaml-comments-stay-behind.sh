#!/usr/bin/env bash
# yawn-yaml, which keeps comments when data change, leaves a comment to the next item.
#
# Guess: with the first item of a list removed, each comment goes on standing beside the
# item that it was written for, and the first one is gone.
#
# Fact:  the comments stay on their lines and the values move up: "- b" now has the
# remark that was about a, and the last remark is lost.
#
# Why it matters here: a comment beside a rule says why access was given; beside another
# rule it is a false reason. `pull` and `fix` replace source ranges, each with its comment.
#
# Seen with: yawn-yaml@3.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts yawn-yaml@3.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { createRequire } from 'node:module'
const YAWN = createRequire(import.meta.url)('yawn-yaml').default
const text = 'hosts:\n  - a # payments, approved by finance\n  - b # calendar\n  - c # payroll\n'
const document = new YAWN(text)
document.json = { hosts: ['b', 'c'] }
console.log(document.yaml.trimEnd())
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
hosts:
  - b # payments, approved by finance
  - c # calendar
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
