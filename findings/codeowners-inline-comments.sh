#!/usr/bin/env bash
# A comment at the end of a CODEOWNERS line is read as owners.
#
# Guess: the library reads the file as its host does: a # begins a comment also behind
# owners, and `/docs/*` does not reach below docs/ (both are in GitHub's own example
# file).
#
# Fact:  the words of the comment are owners of the file, and docs/a/b.md belongs to the
# owners of /docs/*.
#
# Why it matters here: who may approve a policy is no question to answer by reading
# CODEOWNERS with a library; ask the host.
#
# Seen with: codeowners@5.1.1 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts codeowners@5.1.1 >/dev/null

cat >probe.mjs <<'EOF'
import { mkdirSync, writeFileSync } from 'node:fs'
import Codeowners from 'codeowners'
mkdirSync('tree/.github', { recursive: true })
mkdirSync('tree/.git', { recursive: true })
writeFileSync('tree/.github/CODEOWNERS', '* @all\n/docs/* @docs\n*.js @scripts # the web team\n')
const owners = new Codeowners('tree')
for (const file of ['app.js', 'docs/a.md', 'docs/a/b.md']) console.log(file, owners.getOwner(file).join(' '))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
app.js @scripts # the web team
docs/a.md @docs
docs/a/b.md @docs
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
