#!/usr/bin/env bash
# Every check that reads the code without running the suite. Runs all of them, then says which failed.
set -uo pipefail
cd "$(dirname "$0")/../.."
export FENCELINE_MODE=test
failed=()

try() {
    local name=$1 started=$SECONDS
    shift
    if output=$("$@" 2>&1); then
        printf '  ok    %-22s %3ds\n' "$name" $((SECONDS - started))
    else
        printf '  FAIL  %-22s %3ds\n%s\n' "$name" $((SECONDS - started)) "$output"
        failed+=("$name")
    fi
}

try "ruff check" .venv/bin/ruff check .
try "ruff format" .venv/bin/ruff format --check .
try "mypy" .venv/bin/mypy .
try "import-linter" .venv/bin/lint-imports
try "djlint" .venv/bin/djlint --lint --quiet templates
try "djlint layout" .venv/bin/djlint --check --quiet templates
try "migrations" .venv/bin/python manage.py makemigrations --check --dry-run
try "strings to translate" .venv/bin/python config/build/messages.py
try "system checks" .venv/bin/python manage.py check --fail-level WARNING

if [ ${#failed[@]} -gt 0 ]; then
    printf 'Failed: %s\n' "${failed[*]}"
    exit 1
fi
