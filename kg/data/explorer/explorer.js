/* Draws the graphs of a page, and runs the query of the editor with Ctrl+Enter. All else works without a script. */
"use strict";

(async () => {
  for (const place of document.querySelectorAll(".graph")) {
    const data = place.dataset.inline ? JSON.parse(place.dataset.inline) : await (await fetch(place.dataset.source)).json();
    if (!data.nodes || data.nodes.length === 0) {
      place.closest("section").hidden = true;
      continue;
    }
    const links = new Map(data.nodes.map((node) => [node.id, node.link]));
    const names = new Map(data.nodes.map((node) => [node.id, node.label]));
    const picked = place.parentElement.querySelector(".picked");
    const graph = KhabarGraph.draw(place, data, (id) => {
      picked.replaceChildren();
      if (id === null) return;
      const name = document.createElement(links.get(id) ? "a" : "span");
      if (links.get(id)) name.href = links.get(id);
      name.dir = "auto";
      name.textContent = names.get(id);
      picked.append(name);
    });
    graph.network.on("doubleClick", (event) => open(event.nodes[0]));
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter") open(graph.network.getSelectedNodes()[0]);
    });
    const open = (id) => {
      if (links.get(id)) location.assign(links.get(id));
    };
    place.graph = graph;
  }
  for (const area of document.querySelectorAll("textarea.sparql")) {
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
    });
  }
})();
