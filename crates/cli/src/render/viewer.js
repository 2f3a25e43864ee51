"use strict";
(() => {
  const root = document.documentElement, body = document.body;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const say = document.querySelector(".say");
  const stored = { get: (k) => { try { return localStorage.getItem(k); } catch { return null; } },
                   set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* a file opened from disk may have no storage */ } } };

  // Light or dark: as the system has it, until the button says otherwise.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = (wanted) => { root.dataset.theme = wanted || (dark.matches ? "dark" : "light"); };
  theme(stored.get("dateline-theme"));
  dark.addEventListener("change", () => theme(stored.get("dateline-theme")));
  document.querySelector(".theme").addEventListener("click", () => {
    theme(root.dataset.theme === "dark" ? "light" : "dark");
    stored.set("dateline-theme", root.dataset.theme);
  });

  // Layers.
  for (const box of all(".bar input")) {
    const show = () => {
      body.classList.toggle("on-" + box.value, box.checked);
      if (box.value === "blocks") all(".left-out").forEach((d) => { d.open = box.checked; });
    };
    box.addEventListener("change", show);
    show();
  }

  // Pages: one at a time, if there are several.
  const pages = all(".page");
  let page = pages[0];
  const select = document.querySelector(".bar select");
  const turn = (n) => {
    n = Math.max(0, Math.min(pages.length - 1, n));
    page = pages[n];
    pages.forEach((p) => { p.hidden = p !== page; });
    select.value = n;
    clear();
    scrollTo(0, 0);
    history.replaceState(null, "", "#" + (n + 1));
  };
  const clear = () => {
    all(".lit").forEach((x) => { x.classList.remove("lit"); x.removeAttribute("aria-pressed"); });
    say.textContent = "";
  };
  if (pages.length > 1) {
    pages.forEach((p, n) => select.add(new Option(`${n + 1}. ${p.dataset.title}`, n)));
    document.querySelector(".pages").hidden = false;
    select.addEventListener("change", () => turn(+select.value));
    all(".pages button").forEach((b) => b.addEventListener("click", () => turn(+select.value + +b.value)));
    turn((parseInt(location.hash.slice(1), 10) || 1) - 1);
  }

  // Facts and words light each other up.
  const words = (id) => all(".m", page).filter((m) => m.dataset.f.split(" ").includes(id));
  const fact = (id) => all(".fact", page).find((f) => f.dataset.f === id);
  const inSight = (x, block) => x.scrollIntoView({ block, inline: "nearest" });
  const light = (id, from) => {
    clear();
    const of = words(id), f = fact(id);
    of.forEach((m) => m.classList.add("lit"));
    if (f) {
      f.classList.add("lit");
      f.setAttribute("aria-pressed", "true");
      f.closest("details").open = true;
      const panel = page.querySelector(".facts");
      panel.classList.remove("down");
      panel.querySelector(".handle").setAttribute("aria-expanded", "true");
    }
    if (from === "fact" && of.length) inSight(of.find((m) => m.classList.contains("said")) || of[0], "center");
    if (from === "words" && f) {
      const panel = page.querySelector(".facts");
      panel.scrollTop += f.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
      say.textContent = f.textContent;
    }
  };
  document.addEventListener("click", (e) => {
    const f = e.target.closest(".fact"), m = e.target.closest(".m"), handle = e.target.closest(".handle");
    if (f) light(f.dataset.f, "fact");
    else if (m) pick(m);
    else if (handle) {
      const down = handle.parentElement.classList.toggle("down");
      handle.setAttribute("aria-expanded", String(!down));
    }
  });
  // Words may belong to several facts, the narrowest first: each click shows the next.
  const pick = (m) => {
    const ids = m.dataset.f.split(" ").filter(fact);
    if (!ids.length) return;
    const now = ids.findIndex((id) => fact(id).classList.contains("lit"));
    light(ids[(now + 1) % ids.length], "words");
    stop(m);
  };

  // Keys: one tab stop for the marked words, arrows go on from there; arrows go through the facts as well.
  let at = null;
  const stop = (m) => { if (at) at.tabIndex = -1; at = m; m.tabIndex = 0; };
  pages.forEach((p) => { const first = p.querySelector("article .m"); if (first) first.tabIndex = 0; });
  document.addEventListener("focusin", (e) => { if (e.target.classList.contains("m")) { all(".m[tabindex='0']", page).forEach((m) => { m.tabIndex = -1; }); stop(e.target); } });
  const go = (list, from, by) => { const to = list[list.indexOf(from) + by]; if (to) to.focus(); };
  const visible = (x) => x.offsetParent !== null;
  document.addEventListener("keydown", (e) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    const here = document.activeElement;
    if (e.key === "Escape") clear();
    else if (here.classList.contains("m") && (e.key === "Enter" || e.key === " ")) { e.preventDefault(); pick(here); }
    else if (here.classList.contains("m") && by) {
      e.preventDefault();
      const list = all("article .m", page).filter(visible);
      list.forEach((m) => { if (!m.hasAttribute("tabindex")) m.tabIndex = -1; });
      go(list, here, by);
    }
    else if (here.classList.contains("fact") && (e.key === "ArrowDown" || e.key === "ArrowUp")) { e.preventDefault(); go(all(".fact", page).filter(visible), here, by); }
  });

  // On a phone the facts lie under the text; they come up when asked for.
  if (matchMedia("(max-width: 60rem)").matches) {
    all(".facts").forEach((panel) => { panel.classList.add("down"); panel.firstElementChild.setAttribute("aria-expanded", "false"); });
  }
  root.classList.add("ready");
})();
