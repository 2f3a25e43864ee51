// Everything works without this; with it, words and facts light each other up, and keys and pointers do what one expects.
"use strict";
(() => {
  const root = document.documentElement;
  const kept = { get: (k) => { try { return localStorage.getItem(k); } catch { return null; } }, set: (k, v) => { try { localStorage.setItem(k, v); } catch { /* not kept */ } } };
  const theme = kept.get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const one = (query, from = document) => from.querySelector(query);

  const themes = () => {
    const button = one("button.theme");
    if (!button) return;
    const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const label = () => { button.textContent = dark() ? "Light" : "Dark"; };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      kept.set("theme", root.dataset.theme);
      label();
    });
  };

  // Facts and words of an article.
  const reading = () => {
    const text = one(".text"), panel = one(".facts");
    if (!text || !panel) return;
    const marks = all(".m", text), facts = new Map(all(".fact", panel).map((f) => [f.dataset.f, f]));
    const ids = (m) => m.dataset.f.split(" ").filter((id) => facts.has(id));
    const words = (id) => marks.filter((m) => m.dataset.f.split(" ").includes(id));
    const off = (name) => all("." + name).forEach((x) => x.classList.remove(name));
    let now = null;
    const light = (id, from) => {
      off("lit");
      now = id;
      if (!id) { history.replaceState(null, "", location.pathname + location.search); return; }
      const of = words(id), fact = facts.get(id);
      of.forEach((m) => m.classList.add("lit"));
      if (fact) {
        fact.classList.add("lit");
        fact.closest("details").open = true;
      }
      history.replaceState(null, "", "#w-" + id);
      if (from !== "words" && of.length) (of.find((m) => m.classList.contains("said")) ?? of[0]).scrollIntoView({ block: "center" });
      if (from !== "fact" && fact) {
        const sticky = getComputedStyle(panel).position === "sticky";
        if (sticky) panel.scrollTop += fact.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
        else if (from === "words") fact.scrollIntoView({ block: "nearest" });
      }
    };
    // Words may belong to several facts, the narrowest first: each click shows the next.
    const pick = (m) => { const of = ids(m); if (of.length) light(of[(of.indexOf(now) + 1) % of.length], "words"); };
    text.addEventListener("click", (e) => { const m = e.target.closest(".m"); if (m) { stop(m); pick(m); } });
    panel.addEventListener("click", (e) => {
      const fact = e.target.closest(".fact"), link = e.target.closest("a");
      if (!fact || (link && !link.classList.contains("pick"))) return;
      e.preventDefault();
      light(fact.dataset.f, "fact");
    });
    text.addEventListener("pointerover", (e) => {
      off("near");
      const m = e.target.closest(".m"), id = m && ids(m)[0];
      if (!id) return;
      facts.get(id).classList.add("near");
      words(id).forEach((x) => x.classList.add("near"));
    });
    panel.addEventListener("pointerover", (e) => {
      off("near");
      const fact = e.target.closest(".fact");
      if (fact) words(fact.dataset.f).forEach((x) => x.classList.add("near"));
    });
    // One tab stop for the marked words; arrows go on from there.
    let at = null;
    const stop = (m) => { if (at) at.tabIndex = -1; at = m; m.tabIndex = 0; };
    const spoken = marks.filter((m) => m.textContent.trim());
    spoken.forEach((m) => m.setAttribute("role", "button"));
    if (spoken[0]) stop(spoken[0]);
    text.addEventListener("keydown", (e) => {
      if (!e.target.classList.contains("m")) return;
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (e.key === "Enter" || e.key === " ") { e.preventDefault(); pick(e.target); }
      else if (by) {
        e.preventDefault();
        for (let i = spoken.indexOf(e.target) + by; spoken[i]; i += by) if (spoken[i].offsetParent) { stop(spoken[i]); spoken[i].focus(); break; }
      }
    });
    document.addEventListener("keydown", (e) => { if (e.key === "Escape" && !one("dialog[open]")) light(null); });
    // The address says which layers are shown, and which fact is lit.
    const boxes = all(".layers input");
    boxes.forEach((box) => box.addEventListener("change", () => {
      const to = new URL(location);
      to.searchParams.set("layers", boxes.filter((b) => b.checked).map((b) => b.value).join(",") || "none");
      history.replaceState(null, "", decodeURIComponent(to.search) + to.hash);
    }));
    const named = () => { const id = location.hash.match(/^#w-(\w+)$/)?.[1]; if (id && id !== now && facts.has(id)) light(id, "address"); };
    addEventListener("hashchange", named);
    named();
  };

  // A stretch of time drawn across the bars.
  const brush = (figure) => {
    const bars = all("a", figure), svg = one("svg", figure);
    const hint = one(".brush-hint", figure);
    if (hint) hint.hidden = false;
    let from = null, to = null;
    const under = (e) => bars.findIndex((b) => { const r = one(".hit", b).getBoundingClientRect(); return e.clientX >= r.left && e.clientX < r.right; });
    const show = () => bars.forEach((b, i) => b.classList.toggle("brushed", from !== null && i >= Math.min(from, to) && i <= Math.max(from, to)));
    svg.addEventListener("dragstart", (e) => e.preventDefault());
    svg.addEventListener("pointerdown", (e) => { if (e.button === 0) { from = to = under(e); if (from < 0) from = null; } });
    addEventListener("pointermove", (e) => { if (from !== null) { const i = under(e); if (i >= 0) { to = i; if (to !== from) show(); } } });
    addEventListener("pointerup", () => {
      if (from === null) return;
      const [a, b] = [Math.min(from, to), Math.max(from, to)];
      from = null;
      show();
      if (a === b) return; // a click: the bar's own link
      const url = new URL(bars[a].getAttribute("href"), location);
      url.searchParams.set("from", bars[a].dataset.from);
      url.searchParams.set("to", bars[b].dataset.to);
      location.assign(url);
    });
    svg.addEventListener("click", (e) => { if (to !== null && bars[to] && !bars[to].contains(e.target)) e.preventDefault(); }, true);
  };

  // The map: nearer, farther, drawn along.
  const map = (figure) => {
    const svg = one("svg", figure), tools = one(".map-tools", figure), box = svg.viewBox.baseVal;
    const whole = svg.dataset.whole.split(" ").map(Number);
    tools.hidden = false;
    const fit = () => {
      box.width = Math.min(Math.max(box.width, 12), whole[2]);
      box.height = box.width * whole[3] / whole[2];
      box.x = Math.min(Math.max(box.x, 0), whole[2] - box.width);
      box.y = Math.min(Math.max(box.y, 0), whole[3] - box.height);
      const unit = box.width / 720;
      all("circle[data-r]", svg).forEach((c) => c.setAttribute("r", c.dataset.r * unit));
    };
    const zoom = (by, x = box.x + box.width / 2, y = box.y + box.height / 2) => {
      const width = Math.min(Math.max(box.width * by, 12), whole[2]), k = width / box.width;
      box.x = x - (x - box.x) * k;
      box.y = y - (y - box.y) * k;
      box.width = width;
      fit();
    };
    tools.addEventListener("click", (e) => {
      const what = e.target.value;
      if (what === "in") zoom(0.6); else if (what === "out") zoom(1 / 0.6); else if (what === "all") zoom(1000);
    });
    svg.addEventListener("wheel", (e) => {
      if (!e.ctrlKey && !e.metaKey) return; // the page scrolls; with Ctrl the map comes nearer
      e.preventDefault();
      const r = svg.getBoundingClientRect();
      zoom(e.deltaY < 0 ? 0.8 : 1.25, box.x + box.width * (e.clientX - r.left) / r.width, box.y + box.height * (e.clientY - r.top) / r.height);
    }, { passive: false });
    let held = null;
    svg.addEventListener("pointerdown", (e) => { if (e.button === 0 && !e.target.closest("a")) held = [e.clientX, e.clientY, box.x, box.y]; });
    addEventListener("pointermove", (e) => {
      if (!held) return;
      const k = box.width / svg.getBoundingClientRect().width;
      box.x = held[2] - (e.clientX - held[0]) * k;
      box.y = held[3] - (e.clientY - held[1]) * k;
      fit();
    });
    addEventListener("pointerup", () => { held = null; });
  };

  // The network: a name holds its bands.
  const flow = (figure) => {
    const hold = (name) => {
      figure.classList.toggle("holding", Boolean(name));
      all(".band", figure).forEach((b) => b.classList.toggle("lit", name !== null && (b.dataset.a === name || b.dataset.b === name)));
    };
    const named = (e) => hold(e.target.closest("[data-name]")?.dataset.name ?? one("[data-name]", e.target.closest("a") ?? document.createElement("i"))?.dataset.name ?? null);
    figure.addEventListener("pointerover", named);
    figure.addEventListener("focusin", named);
    figure.addEventListener("pointerleave", () => hold(null));
    figure.addEventListener("focusout", () => hold(null));
  };

  const keys = () => {
    const dialog = one("dialog.keys"), hint = one(".keys-hint");
    if (hint) hint.hidden = false;
    const go = (by) => {
      const links = all("main a.go").filter((a) => a.offsetParent);
      if (!links.length) return;
      const at = links.indexOf(document.activeElement);
      const to = links[Math.min(Math.max(at + by, 0), links.length - 1)];
      to.focus();
      to.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea, dialog")) {
        if (e.key === "Escape") e.target.blur();
        return;
      }
      if (e.key === "/") { e.preventDefault(); (one("#q") ?? one("#words"))?.focus(); }
      else if (e.key === "j") go(1);
      else if (e.key === "k") go(-1);
      else if (e.key === "n") one("a[rel=next]")?.click();
      else if (e.key === "p") one("a[rel=prev]")?.click();
      else if (e.key === "?") dialog?.showModal();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    themes();
    reading();
    all("[data-brush]").forEach(brush);
    all("[data-map]").forEach(map);
    all(".flow").forEach(flow);
    keys();
  });
})();
