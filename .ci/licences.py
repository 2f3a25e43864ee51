#!/usr/bin/env python3
"""Checks that every dependency, direct or not, for any target, may be used under a licence of the list below.

Works on `cargo metadata`, so offline once the dependencies have been fetched. A crate without a licence expression fails.
"""

import json
import re
import subprocess
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0",
    "Unicode-DFS-2016", "Unlicense", "Zlib",
    # Copyleft by file: fine for a dependency that is used as it is.
    "MPL-2.0",
    # Data only.
    "CDLA-Permissive-2.0",
}
# An exception only widens what a licence permits.
EXCEPTIONS = {"LLVM-exception"}


def allowed(expression):
    """Evaluates an SPDX expression: `OR` needs one side, `AND` both. The old `A/B` means `A OR B`."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def either():
        value = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            value = both() or value
        return value

    def both():
        value = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            value = one() and value
        return value

    def one():
        token = tokens.pop(0)
        if token == "(":
            value = either()
            tokens.pop(0)
            return value
        value = token.rstrip("+") in ALLOWED
        if tokens and tokens[0] == "WITH":
            tokens.pop(0)
            value = tokens.pop(0) in EXCEPTIONS and value
        return value

    return either() and not tokens


def main():
    assert allowed("MIT OR GPL-3.0") and allowed("(MIT OR Apache-2.0) AND Unicode-3.0") and allowed("Unlicense/MIT")
    assert allowed("Apache-2.0 WITH LLVM-exception OR GPL-2.0") and not allowed("MIT AND GPL-3.0") and not allowed("GPL-3.0")
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"], check=True, capture_output=True
    ).stdout
    bad, seen = [], {}
    for package in json.loads(metadata)["packages"]:
        licence = package["license"] or ""
        seen[licence] = seen.get(licence, 0) + 1
        if not licence or not allowed(licence):
            bad.append(f"{package['name']} {package['version']}: {licence or 'no licence named'}")
    for licence, n in sorted(seen.items(), key=lambda x: (-x[1], x[0])):
        print(f"{n:5}  {licence}")
    for line in bad:
        print(f"not allowed: {line}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
