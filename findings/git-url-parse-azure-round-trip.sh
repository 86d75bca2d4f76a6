#!/usr/bin/env bash
# Parsing an Azure DevOps SSH address and writing it again loses the organisation.
#
# Guess: toString() of a parsed address is an address of the same repository.
#
# Fact:  git@ssh.dev.azure.com:v3/org/project/repo is written as
# git@ssh.dev.azure.com:project/repo, which names nothing. `href` still has the original.
#
# Why it matters here: two spellings of one remote must be seen as one, and never be
# rewritten before they are used.
#
# Seen with: git-url-parse@16.1.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts git-url-parse@16.1.0 >/dev/null

cat >probe.mjs <<'EOF'
import parse from 'git-url-parse'
const address = 'git@ssh.dev.azure.com:v3/org/project/repo'
const parsed = parse(address)
console.log(parsed.toString())
console.log(parsed.href)
console.log(parsed.owner, parsed.name)
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
git@ssh.dev.azure.com:project/repo
git@ssh.dev.azure.com:v3/org/project/repo
project repo
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
