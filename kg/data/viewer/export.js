/* The page that `kg export --format html` writes: search, filters, details. */
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    edgesOf.get(edge.source).push(edge);
    edgesOf.get(edge.target).push(edge);
  }
  const off = { kind: new Set(), type: new Set(), status: new Set() };
  const state = { language: "en", picked: null, around: false, from: "", to: "", undated: true };
  const el = (id) => document.getElementById(id);

  /* --- words ---------------------------------------------------------------------------------------------------- */

  const t = (word) => words[state.language][word] || word;

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /* Letters as people type them: without marks, one alef, one yeh, one heh. */
  function folded(text) {
    return text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f\u064b-\u0655\u0670\u0640]/g, "")
      .replace(/[أإآٱ]/g, "ا")
      .replace(/ى/g, "ي")
      .replace(/ة/g, "ه")
      .toLowerCase();
  }

  const searched = new Map(
    data.nodes.map((node) => [node.id, folded([node.label, node.label_en, node.label_latin, node.qid].filter(Boolean).join(" | "))]),
  );

  /* --- filters -------------------------------------------------------------------------------------------------- */

  function inTime(node) {
    if (!node.date || node.date.startsWith("--")) return state.undated;
    const cut = (limit) => node.date.slice(0, limit.length);
    return (!state.from || node.date >= state.from.slice(0, node.date.length)) && (!state.to || cut(state.to) <= state.to);
  }

  function passes(node) {
    if (off.kind.has(node.kind) || off.type.has(node.type)) return false;
    if (node.group === "Event" && (off.status.has(node.status) || !inTime(node))) return false;
    return true;
  }

  function filter() {
    const shown = new Set(data.nodes.filter(passes).map((node) => node.id));
    // Who takes part in nothing that is shown goes too, where time or status hides events.
    if (off.status.size || state.from || state.to || !state.undated) {
      for (const node of data.nodes) {
        if (node.group === "Event" || !shown.has(node.id)) continue;
        const events = edgesOf.get(node.id).map((edge) => byId.get(edge.source === node.id ? edge.target : edge.source)).filter((other) => other.group === "Event");
        if (events.length && !events.some((event) => shown.has(event.id))) shown.delete(node.id);
      }
    }
    if (state.around && state.picked) {
      const near = graph.neighbours.get(state.picked);
      for (const id of [...shown]) if (id !== state.picked && !near.has(id)) shown.delete(id);
    }
    graph.show(shown);
    el("count").textContent = `${shown.size.toLocaleString()} / ${data.nodes.length.toLocaleString()}`;
    search();
  }

  function boxes(name, values, colours) {
    const place = el({ kind: "kinds", type: "types", status: "statuses" }[name]);
    place.replaceChildren(
      ...values.map(([value, count]) => {
        const box = make("input", { type: "checkbox", "data-value": value });
        box.checked = !off[name].has(value);
        box.addEventListener("change", () => {
          off[name][box.checked ? "delete" : "add"](value);
          filter();
        });
        const mark = make("span", { class: "swatch", "aria-hidden": "true" });
        if (colours) mark.style.background = colours[value] || "#777";
        return make("label", {}, box, ...(colours ? [mark] : []), make("span", {}, t(value)), make("span", { class: "number" }, count.toLocaleString()));
      }),
    );
    place.parentElement.hidden = values.length === 0;
  }

  function counted(attribute) {
    const counts = new Map();
    for (const node of data.nodes) if (node[attribute]) counts.set(node[attribute], (counts.get(node[attribute]) || 0) + 1);
    return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  }

  /* --- search --------------------------------------------------------------------------------------------------- */

  function search() {
    const wanted = folded(el("search").value.trim());
    const visible = new Set(graph.visible());
    const found = wanted ? data.nodes.filter((node) => visible.has(node.id) && searched.get(node.id).includes(wanted)) : [];
    const rank = (node) => (node.group === "Event" || node.group === "Article" ? 1000 : 0) + node.label.length;
    found.sort((one, other) => rank(one) - rank(other));
    el("results").replaceChildren(...found.slice(0, 30).map((node) => make("li", {}, link(node.id))));
    el("found").textContent = wanted ? `${found.length.toLocaleString()} ${t("found")}` : "";
  }

  function link(id) {
    const node = byId.get(id);
    const mark = make("span", { class: "swatch", "aria-hidden": "true" });
    mark.style.background = node.colour;
    return make("button", { type: "button", class: "link", onclick: () => pick(id, true) }, mark, make("bdi", {}, node.label));
  }

  /* --- details -------------------------------------------------------------------------------------------------- */

  const FACTS = ["type", "label_en", "label_latin", "role", "date", "date_text", "status", "modality", "weapon", "topic", "killed", "injured", "reports", "first_seen", "last_seen", "confidence"];
  const TERMS = new Set(["type", "status", "modality"]);

  function details() {
    const place = el("details");
    const node = byId.get(state.picked);
    if (!node) {
      place.replaceChildren(make("p", { class: "hint" }, t("pick")));
      return;
    }
    const facts = make("dl");
    for (const name of FACTS) {
      if (node[name] === undefined) continue;
      facts.append(make("dt", {}, t(name)), make("dd", {}, make("bdi", {}, TERMS.has(name) ? t(node[name]) : String(node[name]))));
    }
    if (node.qid) facts.append(make("dt", {}, "Wikidata"), make("dd", {}, make("a", { href: `https://www.wikidata.org/wiki/${node.qid}`, rel: "noreferrer" }, node.qid)));
    place.replaceChildren(make("h2", { dir: "auto" }, node.label), facts, ...evidence(node), ...neighbourhood(node));
  }

  function evidence(node) {
    if (!node.quotes.length) return [];
    const list = make("div", { class: "evidence" });
    for (const [article, sentence] of node.quotes) {
      const known = data.articles[article] || {};
      const source = [known.publisher, known.issued].filter(Boolean).join("، ");
      const quote = make("blockquote", { dir: "auto" }, sentence);
      list.append(make("figure", {}, quote, make("figcaption", { dir: "auto" }, known.title || article, ...(source ? [" — ", source] : []))));
    }
    return [make("h3", {}, t("evidence")), list];
  }

  function neighbourhood(node) {
    const groups = new Map();
    for (const edge of edgesOf.get(node.id)) {
      const outward = edge.source === node.id;
      const name = outward ? t(edge.role) : t(`${edge.role} of`);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push([outward ? edge.target : edge.source, edge]);
    }
    const parts = [];
    for (const [name, members] of groups) {
      const items = members.map(([id, edge]) => make("li", {}, link(id), ...(edge.cue ? [make("q", { dir: "auto" }, edge.cue)] : []), ...(edge.weight > 1 ? [` ×${edge.weight}`] : [])));
      parts.push(make("h3", {}, name), make("ul", {}, ...items));
    }
    return parts;
  }

  function pick(id, move) {
    state.picked = id;
    document.body.classList.toggle("picked", id !== null);
    if (state.around) filter();
    if (id && move) graph.focus(id);
    details();
  }

  /* --- the page ------------------------------------------------------------------------------------------------- */

  function speak(language) {
    state.language = language;
    document.documentElement.lang = language;
    document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = t(element.dataset.word);
    for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = t(element.dataset.placeholder);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
    el("language").textContent = language === "ar" ? "English" : "العربية";
    boxes("kind", counted("kind"), data.colours);
    boxes("type", counted("type"));
    boxes("status", counted("status"));
    details();
    search();
  }

  const graph = KhabarGraph.draw(el("graph"), data, (id) => pick(id, false));
  el("search").addEventListener("input", search);
  el("search").addEventListener("keydown", (event) => {
    const first = el("results").querySelector("button");
    if (event.key === "Enter" && first) first.click();
  });
  for (const end of ["from", "to"]) {
    el(end).addEventListener("input", () => {
      const value = el(end).value.trim();
      const valid = value === "" || /^\d{4}(-\d\d(-\d\d)?)?$/.test(value);
      el(end).setAttribute("aria-invalid", String(!valid));
      if (valid) {
        state[end] = value;
        filter();
      }
    });
  }
  el("undated").addEventListener("change", () => {
    state.undated = el("undated").checked;
    filter();
  });
  el("around").addEventListener("change", () => {
    state.around = el("around").checked;
    filter();
  });
  el("language").addEventListener("click", () => speak(state.language === "ar" ? "en" : "ar"));
  el("theme").addEventListener("click", () => {
    const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark") && !document.documentElement.dataset.theme
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : document.documentElement.dataset.theme === "dark";
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    graph.recolour();
  });
  el("whole").addEventListener("click", () => graph.fit());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      el("search").focus();
    } else if (event.key === "Escape") pick(null, false);
  });
  speak((navigator.language || "en").startsWith("ar") ? "ar" : "en");
  filter();
  window.khabar = { graph, data, pick };
})();
