#!/usr/bin/env python3
"""Fetches the outlines of the world's countries, verifies them by checksum, and draws ../world.svg from them.

    crates/server/assets/vendor/fetch.py            # needs npm, for `npm pack` alone; nothing of it is run
    crates/server/assets/vendor/fetch.py --check    # no network: draws again from countries-50m.json, and compares

world-atlas 2.0.2 (ISC; made from Natural Earth, public domain) holds TopoJSON. The drawing is in the Equal Earth projection
(Šavrič, Patterson & Jenny 2018), 1,000 units wide, the same as `src/draw/world.rs` puts points on.
"""
import hashlib
import io
import json
import math
import pathlib
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = "world-atlas@2.0.2"
SHA512 = (
    "2177d5d2ac25297a5c933d458705d5c0a46388884e9d6b6d3ac926e42b7132c8"
    "e013f317018447589aa05cea4cf0891c3c1a179f24d4e651477186b90a11b42d"
)
FILES = ["countries-50m.json", "LICENSE"]

A1, A2, A3, A4, M = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2


def project(lon, lat):
    t = math.asin(M * math.sin(math.radians(lat)))
    x = math.radians(lon) * math.cos(t) / (M * (A1 + 3 * A2 * t**2 + t**6 * (7 * A3 + 9 * A4 * t**2)))
    y = t * (A1 + A2 * t**2 + t**6 * (A3 + A4 * t**2))
    return x, y


WIDE = project(180, 0)[0]
SCALE = 500 / WIDE
TALL = project(0, 90)[1] * SCALE


def point(lon, lat):
    x, y = project(lon, lat)
    """In tenths of a unit, so that paths need no points."""
    return round(5000 + 10 * x * SCALE), round(10 * (TALL - y * SCALE))


def path(line, closed):
    """Absolute start, then relative steps; steps shorter than a tenth of a unit are gone by rounding."""
    points = [line[0]]
    for p in line[1:]:
        if p != points[-1]:
            points.append(p)
    if len(points) < (4 if closed else 2):
        return ""
    steps = [b - a for p, q in zip(points, points[1:]) for a, b in zip(p, q)]
    joined = "".join(str(n) if n < 0 or i == 0 else f" {n}" for i, n in enumerate(steps))
    return f"M{points[0][0]} {points[0][1]}l{joined}" + ("z" if closed else "")


def cut(line, closed):
    """Cuts a line where it crosses the meridian of 180 degrees, where the map ends."""
    pieces, piece = [], [line[0]]
    for (alon, alat), (blon, blat) in zip(line, line[1:]):
        if abs(blon - alon) > 180:
            side = math.copysign(180, alon)
            reach = abs(side - alon) + abs(-side - blon)
            lat = alat + (blat - alat) * (abs(side - alon) / reach if reach else 0.5)
            pieces.append(piece + [(side, lat)])
            piece = [(-side, lat)]
        piece.append((blon, blat))
    if closed and pieces:
        pieces[0] = piece + pieces[0][1:]  # the ring began in the middle of a piece
        piece = None
    pieces += [piece] if piece else []
    if closed:
        for piece in pieces:
            # A ring around a pole ends on the other side of the map: it goes on along the edge, over the pole.
            if abs(piece[0][0]) == abs(piece[-1][0]) == 180 and piece[0][0] != piece[-1][0]:
                edge = [math.copysign(90, piece[0][1]) * step / 20 for step in range(21)]
                down = [lat for lat in edge if abs(lat) > abs(piece[-1][1])]
                piece += [(piece[-1][0], lat) for lat in down] + [(piece[0][0], lat) for lat in reversed(down)]
    return pieces


def draw(topology):
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for sx, sy in arc:
            x, y = x + sx, y + sy
            line.append((x * kx + dx, y * ky + dy))
        arcs.append(line)

    def ring(numbers):
        line = []
        for n in numbers:
            arc = arcs[n] if n >= 0 else arcs[~n][::-1]
            line.extend(arc[1:] if line else arc)
        return line

    def rings(geometry):
        if geometry["type"] == "Polygon":
            return geometry["arcs"]
        return [r for polygon in geometry["arcs"] for r in polygon] if geometry["type"] == "MultiPolygon" else []

    def points(line):
        return [point(lon, lat) for lon, lat in line]

    land = "".join(path(points(piece), True) for g in topology["objects"]["land"]["geometries"] for r in rings(g) for piece in cut(ring(r), True))
    # An arc that two countries share is a border.
    count = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for r in rings(country):
            for n in r:
                count[max(n, ~n)] = count.get(max(n, ~n), 0) + 1
    borders = "".join(
        path(points(piece), False) for n, times in sorted(count.items()) if times > 1 for piece in cut(arcs[n], False)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {2 * TALL:.1f}">\n'
        "<!-- Made by vendor/fetch.py from world-atlas 2.0.2 (ISC), made from Natural Earth (public domain). -->\n"
        f'<g id="world" transform="scale(.1)"><path vector-effect="non-scaling-stroke" d="{land}"/><path fill="none" vector-effect="non-scaling-stroke" d="{borders}"/></g>\n</svg>\n'
    )


def fetch():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = pathlib.Path(folder).glob("*.tgz")
        data = archive.read_bytes()
    found = hashlib.sha512(data).hexdigest()
    if found != SHA512:
        sys.exit(f"{PACKAGE} has SHA-512 {found}, not the one that is pinned here")
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for name in FILES:
            (HERE / ("world-atlas-" + name if name.startswith("LICENSE") else name)).write_bytes(tar.extractfile("package/" + name).read())


def main():
    check = sys.argv[1:] == ["--check"]
    if not check:
        fetch()
    svg = draw(json.loads((HERE / "countries-50m.json").read_text()))
    target = HERE.parent / "world.svg"
    if check:
        sys.exit(0 if target.read_text() == svg else "world.svg is not what this script draws")
    target.write_text(svg)
    print(f"{target}: {len(svg):,} bytes, {2 * TALL:.1f} high")


if __name__ == "__main__":
    main()
