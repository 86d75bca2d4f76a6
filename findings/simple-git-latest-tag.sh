#!/usr/bin/env bash
# The latest tag of simple-git is a release candidate though its release is there.
#
# Guess: tags().latest of v1.9.0, v1.10.0-rc.2 and v1.10.0 is v1.10.0, by the order of
# semantic versions.
#
# Fact:  it is v1.10.0-rc.2, the last of the list that tags() sorts itself.
#
# Why it matters here: a release job that asks for the latest tag tells the wrong one; ask
# git with --sort=-version:refname and a suffix rule.
#
# Seen with: simple-git@4.0.2 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts simple-git@4.0.2 >/dev/null

cat >probe.mjs <<'EOF'
import { execFileSync } from 'node:child_process'
import { simpleGit } from 'simple-git'
const git = (...words) => execFileSync('git', words, { stdio: 'ignore' })
git('init', 'repository')
git('-C', 'repository', '-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false',
  'commit', '--allow-empty', '-m', 'first')
for (const tag of ['v1.9.0', 'v1.10.0', 'v1.10.0-rc.2']) git('-C', 'repository', 'tag', tag)
console.log((await simpleGit('repository').tags()).latest)
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
v1.10.0-rc.2
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
