#!/usr/bin/env bash
# The gate that every recipe here runs: the sites of an inventory, at the address of the environment under test.
#   SITES     the inventory (default site.yaml)
#   BASE_URL  where the copy under test answers, such as http://127.0.0.1:8080/ (default: as the inventory says)
#   BASELINE  known problems, made by "govsite baseline update" (default: none)
#   OUT       the report's folder (default govsite-report)
# Exit codes are pytest's: 0 nothing new, 1 something failed, 4 something cannot be used.
set -euo pipefail
SITES="${SITES:-site.yaml}"
OUT="${OUT:-govsite-report}"
rm -rf "$OUT"
options=(--sites "$SITES" --govsite-report-dir "$OUT" --govsite-scope local
  --govsite-fail-on veto,deduct,no-evidence --govsite-output "${OUTPUTS:-sarif,junit}" -q)
if [ -n "${BASE_URL:-}" ]; then options+=(--govsite-base-url "$BASE_URL"); fi
if [ -n "${BASELINE:-}" ]; then options+=(--govsite-baseline "$BASELINE"); fi
exec python -m pytest "${options[@]}" "$@"
