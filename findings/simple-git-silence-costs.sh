#!/usr/bin/env bash
# A git command that prints nothing takes fifty milliseconds longer in simple-git.
#
# Guess: the promise resolves when the process of git has ended.
#
# Fact:  after the exit of a command that wrote nothing, simple-git waits 50 ms for output
# that may still come (option completion.onExit, which is on by default); a command that
# prints one line is back at once.
#
# Why it matters here: an apply asks git some dozens of questions, and many are answered
# by the exit status alone; each of them paid that wait.
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
execFileSync('git', ['init', 'repository'], { stdio: 'ignore' })
const git = simpleGit('repository')
const shortest = async (words) => {
  let best = Infinity
  for (let turn = 0; turn < 7; turn += 1) {
    const start = performance.now()
    await git.raw(words)
    best = Math.min(best, performance.now() - start)
  }
  return best
}
const printing = await shortest(['rev-parse', '--git-dir'])
const silent = await shortest(['diff', '--quiet'])
console.log('a silent command waits at least 40 ms longer:', silent - printing > 40)
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
a silent command waits at least 40 ms longer: true
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
