#!/usr/bin/env bash
# A letter between two spaces in a commit's subject moves the fields of simple-git's log.
#
# Guess: log() asks git for fields apart by a character that no subject can have, so the
# message is the subject, whatever it says.
#
# Fact:  the fields are apart by the letter o with a grave accent between two spaces, a word of
# its own in some languages. A subject that has it loses what stands behind it, the rest
# becomes refs, and refs becomes the body; nothing is raised. log({ splitter }) changes the mark.
#
# Why it matters here: a record that names commits and their pull requests reads subjects;
# ask git itself for NUL between fields.
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
const git = (...line) => execFileSync('git', ['-C', 'repository', ...line], { stdio: 'pipe' })
execFileSync('git', ['init', '--quiet', 'repository'])
git('config', 'user.name', 'someone')
git('config', 'user.email', 'someone@example.com')
for (const subject of ['Allow reads (#12)', 'Nun c\'\u00e8 \u00f2 problema (#13)'])
  git('commit', '--quiet', '--allow-empty', '-m', subject)
const { all } = await simpleGit('repository').log()
for (const { message, body } of all) console.log(JSON.stringify(message), JSON.stringify(body.replace(/-> .*/, '-> BRANCH')))
EOF
seen=$(node probe.mjs)
expected=$(cat <<'EOF'
"Nun c'è" "HEAD -> BRANCH"
"Allow reads (#12)" ""
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
