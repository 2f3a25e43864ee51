// Opens every page of the reading room in a real browser, on an archive of the samples, and does what people do there.
//
//     node room.mjs [--shots FOLDER] [--readme FOLDER]
//
// DATELINE is the program (default: target/release/dateline), CHROMIUM the browser (default: /usr/bin/chromium).
import { spawn, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../../..");
const PROGRAM = resolve(process.env.DATELINE ?? join(ROOT, "target/release/dateline"));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const option = (name) => { const i = process.argv.indexOf(name); return i < 0 ? null : resolve(process.argv[i + 1]); };
const SHOTS = option("--shots"), README = option("--readme");

let failures = 0, checks = 0;
const check = (what, holds, more = "") => {
  checks += 1;
  if (!holds) { failures += 1; console.error(`FAILED: ${what} ${more}`); }
};

// The samples' archive, and the room over it.
const folder = mkdtempSync(join(tmpdir(), "dateline-room-"));
const archive = join(folder, "samples.db");
try {
  execFileSync(PROGRAM, ["ingest", "-q", "samples", "--archive", archive], { cwd: ROOT, stdio: "ignore" });
} catch (e) {
  if (e.status !== 1) throw e; // one of the samples is broken on purpose
}
const server = spawn(PROGRAM, ["serve", "--archive", archive, "--port", "0", "--no-read"], { stdio: ["ignore", "ignore", "pipe"] });
const base = await new Promise((open, fail) => {
  let said = "";
  server.stderr.on("data", (data) => { said += data; const at = said.match(/http:\/\/[\d.:]+\d(?=\/ )/); if (at) open(at[0]); });
  server.on("exit", () => fail(new Error(`the server ended: ${said}`)));
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** A window of its own; whatever it complains of, or fetches from elsewhere, fails the run. */
const open = async (how = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...how });
  const page = await context.newPage();
  page.on("console", (m) => check(`no complaint on ${page.url()}`, !["error", "warning"].includes(m.type()), m.text()));
  page.on("pageerror", (e) => check(`no error on ${page.url()}`, false, e.message));
  page.on("request", (r) => check("nothing from elsewhere", r.url().startsWith(base), r.url()));
  return page;
};
const json = async (path) => (await fetch(base + path)).json();

try {
  // Pages that show something of each kind.
  const [cod] = (await json("/search.json?q=Solheim")).pages;
  const story = cod.story;
  const agency = (await json(`/story/${story}.json`)).pages.at(-1).page;
  const data = await json(`/article/${agency}.json`);
  const timeline = (await json("/timeline.json?limit=100")).events;
  const event = (timeline.find((e) => e.place) ?? timeline[0]).event;
  const person = (await json("/names.json?kind=person&q=Solheim")).names[0].id;
  const statement = data.numbers.s1;
  const PAGES = {
    front: "/", search: "/search?q=cod", everything: "/search", nothing: "/search?q=xyzzy", article: `/article/${agency}`, stories: "/stories",
    claims: "/claims", disputed: "/claims?sort=disputed", claim: `/claim/${(await json("/claims.json?sort=disputed")).claims[0].claim}`,
    story: `/story/${story}`, event: `/event/${event}`, statement: `/statement/${statement}`, people: "/names", person: `/name/${person}`,
    timeline: "/timeline", map: "/map", network: "/network", unread: "/unread", missing: "/story/99999",
  };

  // Every page, light and dark, wide and narrow: no complaints, nothing that hinders, nothing that hangs over the edge.
  for (const colorScheme of ["light", "dark"]) {
    const page = await open({ colorScheme });
    const phone = await open({ colorScheme, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    for (const [name, path] of Object.entries(PAGES)) {
      for (const [window, size] of [[page, "wide"], [phone, "phone"]]) {
        // A page that is not there answers 404, which the browser notes on its console.
        if (name === "missing") { window.removeAllListeners("console"); }
        await window.goto(base + path);
        const over = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(`${name} fits a ${size} window`, over <= 0, `${over} px over`);
        const found = await window.evaluate(`${AXE}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })`);
        for (const v of found.violations) {
          check(`${name}, ${colorScheme}, ${size}: ${v.id}`, false, v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`).join(" | "));
        }
        check(`${name} was tested`, found.passes.length > 5);
        if (SHOTS) {
          mkdirSync(SHOTS, { recursive: true });
          await window.screenshot({ path: join(SHOTS, `${name}-${colorScheme}-${size}.png`), fullPage: size === "phone" ? false : true });
        }
      }
    }
    await page.context().close();
    await phone.context().close();
  }

  const page = await open();

  // Search narrows: a facet, words, a stretch of time; and each can be taken back.
  await page.goto(base + "/search");
  const rows = () => page.locator("ol.pages > li").count();
  const all = await rows();
  await page.fill("#q", "cod");
  await page.click(".search-large button");
  await page.waitForURL(/q=cod/);
  const some = await rows();
  check("words narrow", some > 0 && some < all, `${all} → ${some}`);
  await page.click(".facets a[href*='outlet=Harbour']");
  await page.waitForURL(/outlet=/);
  check("a facet narrows", (await rows()) === 1);
  check("the address holds it", page.url().includes("outlet=Harbour+Post") && page.url().includes("q=cod"));
  await page.click(".conditions a");
  await page.waitForURL((url) => !url.href.includes("outlet="));
  check("and is taken back", (await rows()) === some);
  await page.goto(base + "/search");
  const bars = await page.locator(".histogram svg").boundingBox();
  await page.mouse.move(bars.x + bars.width * 0.85, bars.y + 30);
  await page.mouse.down();
  await page.mouse.move(bars.x + bars.width * 0.93, bars.y + 30, { steps: 4 });
  await page.mouse.move(bars.x + bars.width - 2, bars.y + 30, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/from=.*to=/);
  check("a brush narrows", (await rows()) > 0 && (await rows()) < all, page.url());

  // An article: layers, and words and facts that light each other up.
  await page.goto(base + PAGES.article);
  const look = (layer, property) => page.locator(`.text .m.${layer}`).first().evaluate((x, p) => getComputedStyle(x)[p], property);
  const shown = await look("said", "backgroundColor");
  await page.uncheck("#layer-said");
  check("a layer is switched off", (await look("said", "backgroundColor")) !== shown);
  check("the address says so", page.url().includes("layers=") && !page.url().includes("said"));
  await page.check("#layer-place");
  check("another is switched on", (await look("place", "borderBottomWidth")) === "2px");
  check("furniture is out of sight", !(await page.locator(".left-out").first().isVisible()));
  await page.check("#layer-furniture");
  check("and can be seen", await page.locator(".left-out").first().isVisible());
  await page.reload();
  check("the layers are kept by the address", !(await page.isChecked("#layer-said")) && (await page.isChecked("#layer-furniture")));
  await page.check("#layer-said");
  await page.hover("#f-s2 .pick");
  check("a fact shows its words", (await page.locator(".text .m.near[data-f~=s2]").count()) > 0);
  await page.locator(".text .m.said[data-f='s1']").first().hover();
  check("words show their fact", (await page.locator(".fact.near").getAttribute("data-f")) === "s1");
  await page.click("#f-s2 .pick");
  check("a fact lights its words", (await page.locator(".text .m.lit").count()) > 0 && (await page.locator(".text .m.lit[data-f~=s2]").count()) === (await page.locator(".text .m.lit").count()));
  check("the address names the fact", page.url().endsWith("#w-s2"));
  await page.locator(".text .m.said[data-f='s1']").first().click();
  check("words light their fact", (await page.locator(".fact.lit").getAttribute("data-f")) === "s1");
  await page.goto(base + PAGES.article + "#w-s3");
  await page.waitForSelector(".fact.lit");
  check("an address lights a fact", (await page.locator(".fact.lit").getAttribute("data-f")) === "s3");
  check("each statement has its chain", (await page.locator(".statements .fact .chain").count()) === (await page.locator(".statements .fact").count()));

  // Keys.
  await page.goto(base + "/stories");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.textContent);
  check("j goes on", second === (await page.locator("main a.go").nth(1).textContent()));
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/story\/\d+$/);
  await page.keyboard.press("?");
  check("? shows the keys", await page.locator("dialog.keys").isVisible());
  await page.keyboard.press("Escape");
  check("and Esc shuts them", !(await page.locator("dialog.keys").isVisible()));
  await page.keyboard.press("/");
  await page.keyboard.type("cod");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=cod/);
  await page.goto(base + PAGES.article);
  await page.locator(".text .m[tabindex='0']").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  check("marked words go by keys", (await page.locator(".fact.lit").count()) === 1);

  // Light and dark by hand, kept.
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.click("button.theme");
  const dark = await paper();
  await page.reload();
  check("the theme is switched, and kept", light !== dark && (await paper()) === dark);
  await page.click("button.theme");

  // The map comes nearer; the network holds a name; the reasons are one click away.
  await page.goto(base + "/map");
  const view = () => page.locator(".map svg").getAttribute("viewBox");
  const far = await page.locator(".map svg").evaluate((s) => s.viewBox.baseVal.width);
  await page.click(".map-tools button[value=in]");
  check("the map comes nearer", (await page.locator(".map svg").evaluate((s) => s.viewBox.baseVal.width)) < far, await view());
  check("the outlines are drawn", await page.locator(".map .outlines").first().evaluate((u) => u.getBoundingClientRect().width > 100));
  await page.goto(base + "/network");
  await page.locator(".flow a").first().hover();
  check("a name holds its bands", (await page.locator(".band.lit").count()) > 0);
  await page.goto(base + PAGES.story);
  check("reasons are folded", !(await page.locator(".why .voices").first().isVisible()));
  await page.locator(".why summary").first().click();
  check("and one click away", await page.locator(".why .voices").first().isVisible());

  // Without scripts everything is there.
  const plain = await open({ javaScriptEnabled: false });
  await plain.goto(base + PAGES.article);
  const before = await plain.locator(".text .m.said").first().evaluate((x) => getComputedStyle(x).backgroundColor);
  await plain.locator("#layer-said").uncheck();
  const after = await plain.locator(".text .m.said").first().evaluate((x) => getComputedStyle(x).backgroundColor);
  check("layers switch without scripts", before !== after);
  await plain.click("#f-s2 .pick");
  check("a fact leads to its words without scripts", plain.url().endsWith("#w-s2"));
  await plain.goto(base + "/search");
  await plain.locator(".histogram a[href*='from=']").last().click();
  check("bars narrow without scripts", plain.url().includes("from="));
  await plain.goto(base + "/map");
  check("the map is there without scripts", (await plain.locator(".map circle").count()) > 0);

  // On paper.
  await page.goto(base + PAGES.article);
  await page.emulateMedia({ media: "print" });
  check("paper has no menus", !(await page.locator(".top nav").isVisible()) && !(await page.locator(".layers").isVisible()));
  check("paper has the text and who says what", (await page.locator(".text").isVisible()) && (await page.locator(".statements").isVisible()));
  await page.emulateMedia({ media: "screen" });

  if (README) {
    mkdirSync(README, { recursive: true });
    const shot = await open({ viewport: { width: 1120, height: 680 } });
    for (const [name, path, act] of [
      ["story", PAGES.story, async () => { await shot.locator(".why summary").nth(1).click(); await shot.locator("#claims").evaluate((x) => scrollTo(0, scrollY + x.getBoundingClientRect().top - 16)); }],
      ["article", PAGES.article, async () => { await shot.locator("#f-s2 .pick").click(); await shot.mouse.move(0, 0); await shot.evaluate(() => scrollTo(0, 0)); }],
    ]) {
      await shot.goto(base + path);
      await act();
      await shot.screenshot({ path: join(README, `${name}.png`) });
    }
  }
} finally {
  await browser.close();
  server.removeAllListeners("exit");
  server.kill("SIGTERM");
  const ended = await new Promise((end) => { server.on("exit", (code) => end(code)); setTimeout(() => end("late"), 8000).unref(); });
  check("the server ends when asked to", ended === 0, String(ended));
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${checks} checks, ${failures} failed`);
process.exit(failures ? 1 : 0);
