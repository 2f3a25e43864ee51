#!/usr/bin/env python3
"""Runs dateline's page stage and its peers from PyPI on the same pages, one after the other on one thread, and prints CPU time a
page, ratios, peak memory, and the scorers' figures where there is gold data; then the language layer beside spaCy (`language.py`).

    bench/run.py                                  # the pages of samples/, trafilatura beside dateline
    DATELINE_DATA=/path bench/run.py              # pages and gold of $DATELINE_DATA/data/pages, scorers of $DATELINE_DATA/score
    bench/run.py --peers trafilatura,newspaper4k,resiliparse --repeat 3
    bench/run.py --only language

Peers are installed into a scratch environment (`--venv`, kept for the next run); they are never a dependency of dateline. CPU
seconds are user + system time. For dateline they are those of the whole process, start, reading files and writing JSON included;
for peers those of the extraction alone, imports left out: the comparison leans towards the peers. The best of `--repeat` runs counts.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import language

ROOT = Path(__file__).resolve().parent.parent
PEERS = {"trafilatura": "trafilatura lxml_html_clean", "newspaper4k": "newspaper4k lxml_html_clean", "resiliparse": "resiliparse"}

# Runs inside the scratch environment: pages of a folder in, JSON lines out, CPU seconds of the extraction on standard error.
WORKER = r'''
import json, pathlib, sys, time
peer, folder, out = sys.argv[1:]
if peer == "trafilatura":
    import trafilatura
    def read(page):
        d = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        if d is None:
            return {"text": ""}
        return {"text": d.text, "title": d.title, "authors": d.author.split("; ") if d.author else [], "date": d.date}
elif peer == "newspaper4k":
    import newspaper
    def read(page):
        a = newspaper.Article("https://page.invalid/", fetch_images=False)
        a.download(input_html=page.decode("utf-8", "replace"))
        a.parse()
        return {"text": a.text, "title": a.title, "authors": a.authors, "date": a.publish_date and a.publish_date.isoformat()}
else:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    def read(page):
        return {"text": extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)}
pages = [(p.stem, p.read_bytes()) for p in sorted(pathlib.Path(folder).iterdir())]
found, failed, started = [], 0, time.process_time()
for name, page in pages:
    try:
        found.append({"id": name, **read(page)})
    except Exception as e:
        failed += 1
        found.append({"id": name, "text": ""})
cpu = time.process_time() - started
with open(out, "w", encoding="utf-8") as f:
    for line in found:
        f.write(json.dumps(line, default=str) + "\n")
print(json.dumps({"cpu": cpu, "failed": failed}))
'''


def measured(command, **options):
    """Runs a command; CPU seconds, peak memory in MiB, and its standard output."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([str(c) for c in command], stdout=out, **options)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read(), process.returncode


def pages(data, folder):
    """Writes the pages, decompressed, into `folder`; the gold file if there is one."""
    if data:
        for path in sorted((data / "data/pages/html").glob("*.html.gz")):
            (folder / path.name.removesuffix(".gz")).write_bytes(gzip.decompress(path.read_bytes()))
        return data / "data/pages/ground-truth.jsonl"
    for path in sorted((ROOT / "samples").glob("*.html")):
        (folder / path.name).write_bytes(path.read_bytes())
    return None


def article(record):
    """What the scorer takes: the running text of the reporting, and the metadata."""
    text, a = record["text"], record["article"]
    body = [text[b["start"] : b["end"]] for b in record["blocks"] if b["kind"] in ("body", "subheading", "dateline")]
    published = a.get("published") or {}
    return {
        "id": Path(record["source"]["id"]).stem,
        "text": "\n".join(body),
        "title": a.get("title"),
        "authors": [x["name"] for x in a.get("authors", [])],
        "date": published.get("value"),
    }


def dateline(profile, folder, out):
    binary = ROOT / "target" / profile / "dateline"
    cpu, memory, lines, code = measured(
        [binary, "read", "--quiet", "--only", "page", "--format", "jsonl", "--threads", "1", folder]
    )
    records = [json.loads(line) for line in lines.splitlines()]
    out.write_text("".join(json.dumps(article(r)) + "\n" for r in records), encoding="utf-8")
    return {"cpu": cpu, "memory": memory, "failed": len(list(folder.iterdir())) - len(records)}


def peer(name, python, folder, out):
    _, memory, said, code = measured([python, "-c", WORKER, name, folder, out])
    if code:
        sys.exit(f"{name} ended with {code}")
    return {**json.loads(said), "memory": memory}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("DATELINE_DATA"), help="folder with data/pages and score/")
    parser.add_argument("--peers", default="trafilatura", help=f"of {', '.join(PEERS)}; empty for none")
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--venv", type=Path, default=Path(tempfile.gettempdir()) / "dateline-bench-venv")
    parser.add_argument("--only", choices=["page", "language"])
    parser.add_argument("--profile", default="release", help="cargo profile that dateline is built with")
    args = parser.parse_args()
    peers = [p for p in args.peers.split(",") if p]
    if unknown := set(peers) - set(PEERS):
        parser.error(f"unknown: {', '.join(unknown)}")

    subprocess.run(["cargo", "build", "--profile", args.profile, "--quiet", "-p", "dateline"], cwd=ROOT, check=True)
    python = args.venv / "bin/python"
    packages = [] if args.only == "language" else [package for p in peers for package in PEERS[p].split()]
    packages += [] if args.only == "page" else language.PACKAGES
    if packages:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", args.venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
    if args.only != "language":
        bench_pages(args, peers, python)
    if args.only != "page":
        with tempfile.TemporaryDirectory() as folder:
            language.run(ROOT, args.profile, python, args.data, Path(folder), args.repeat, measured)


def bench_pages(args, peers, python):
    with tempfile.TemporaryDirectory() as scratch:
        folder, outs = Path(scratch, "pages"), Path(scratch, "out")
        folder.mkdir()
        outs.mkdir()
        gold = pages(args.data, folder)
        count = len(list(folder.iterdir()))
        size = sum(p.stat().st_size for p in folder.iterdir())
        print(f"{count} pages, {size / 2**20:.1f} MiB, {time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
        results = {}
        for _ in range(args.repeat):  # in turn, so that a busy machine hits all alike
            for name in ["dateline", *peers]:
                out = outs / f"{name}.jsonl"
                run = dateline(args.profile, folder, out) if name == "dateline" else peer(name, python, folder, out)
                if name not in results or run["cpu"] < results[name]["cpu"]:
                    results[name] = run
        base = results["dateline"]["cpu"]
        print(f"{'':14}{'CPU ms a page':>14}{'pages a CPU s':>15}{'times dateline':>16}{'peak MiB':>10}{'not read':>10}")
        for name, r in results.items():
            print(f"{name:14}{1000 * r['cpu'] / count:14.2f}{count / r['cpu']:15.0f}{r['cpu'] / base:16.1f}{r['memory']:10.0f}{r['failed']:10}")
        if not gold:
            print("\nNo gold data: set DATELINE_DATA for the scorers' figures.")
            return
        sets = sorted({json.loads(line)["set"] for line in gold.open(encoding="utf-8")})
        for name in results:
            for s in sets:
                print(f"\n{name} on {s}:", flush=True)
                subprocess.run([sys.executable, args.data / "score/pages.py", gold, outs / f"{name}.jsonl", "--set", s], check=False)


if __name__ == "__main__":
    main()
