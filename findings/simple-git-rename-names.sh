#!/usr/bin/env bash
# The name of a renamed file in simple-git's diffSummary is a file that nobody has.
#
# Guess: `file` is the new path, and the old one stands beside it, as in status().renamed.
#
# Fact:  by default `file` is `src/{deep/one.txt => two.txt}`, with binary: false and no sign
# of a rename. Only with --name-status is `file` the new path and `from` the old one; then the
# counts of lines are 0.
#
# Why it matters here: who asks which policy files a pull request changed, and opens them, finds
# none of the renamed ones; ask git with -z and --name-status.
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
import { mkdirSync, writeFileSync } from 'node:fs'
import { simpleGit } from 'simple-git'
const git = (...line) => execFileSync('git', ['-C', 'repository', ...line], { stdio: 'pipe' })
execFileSync('git', ['init', '--quiet', 'repository'])
git('config', 'user.name', 'someone')
git('config', 'user.email', 'someone@example.com')
mkdirSync('repository/src/deep', { recursive: true })
writeFileSync('repository/src/deep/one.txt', '1\n2\n3\n4\n')
git('add', '.')
git('commit', '--quiet', '-m', 'first')
git('mv', 'src/deep/one.txt', 'src/two.txt')
for (const line of [['--cached', '-M'], ['--cached', '-M', '--name-status']]) {
  const [file] = (await simpleGit('repository').diffSummary(line)).files
  console.log(JSON.stringify(file.file), JSON.stringify(file.from))
}
EOF
seen=$(node probe.mjs)
expected=$(cat <<'EOF'
"src/{deep/one.txt => two.txt}" undefined
"src/two.txt" "src/deep/one.txt"
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
