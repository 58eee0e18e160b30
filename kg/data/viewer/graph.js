/* A graph of the projection, drawn by vis-network. Used by the file that `kg export --format html` writes and by the
 * pages of `kg serve`. Needs `vis` (https://visjs.github.io/vis-network). */
"use strict";

const KhabarGraph = (() => {
  const SHAPES = { Actor: "dot", Location: "hexagon", Facility: "diamond", Event: "square", Article: "box", Claim: "triangle" };
  const LABEL = 24;
  const ARABIC = /^[^A-Za-z\u00c0-\u024f]*[\u0590-\u08ff]/;
  const FONT = '"Noto Sans Arabic", "Segoe UI", Tahoma, "DejaVu Sans", sans-serif';

  /* A label as it is drawn: cut at a word, and read from right to left where it begins so, marks at its ends too. */
  function drawn(label) {
    const cut = label.lastIndexOf(" ", LABEL);
    const short = label.length <= LABEL ? label : label.slice(0, cut > 0 ? cut : LABEL) + " …";
    return ARABIC.test(short) ? `\u2067${short}\u2069` : short;
  }

  function ink() {
    return getComputedStyle(document.documentElement).getPropertyValue("--ink").trim() || "#222";
  }

  function drawnNode(node, degree) {
    return {
      id: node.id,
      label: drawn(node.label),
      title: node.label,
      shape: SHAPES[node.group] || "dot",
      x: node.x,
      y: node.y,
      size: 8 + 3 * Math.sqrt(degree),
      color: { background: node.colour, border: node.status === "Contested" || node.status === "Denied" ? "#b00020" : node.colour },
      borderWidth: node.status === "Contested" || node.status === "Denied" ? 3 : 1,
    };
  }

  function drawnEdge(edge) {
    return {
      id: edge.id,
      from: edge.source,
      to: edge.target,
      title: edge.role,
      dashes: edge.stance === "Denies" || edge.role === "denies",
      width: Math.min(8, 0.7 + 0.6 * (edge.weight || 1)),
      color: edge.role === "denies" ? "#b00020" : edge.role === "asserts" ? "#2e7d32" : undefined,
    };
  }

  /* Draws `data` ({nodes, edges} of the projection) in `container`. `onPick` is called with the id of a node that is
   * picked, or null. */
  function draw(container, data, onPick) {
    const degree = new Map();
    const neighbours = new Map(data.nodes.map((node) => [node.id, new Set()]));
    for (const edge of data.edges) {
      degree.set(edge.source, (degree.get(edge.source) || 0) + 1);
      degree.set(edge.target, (degree.get(edge.target) || 0) + 1);
      neighbours.get(edge.source).add(edge.target);
      neighbours.get(edge.target).add(edge.source);
    }
    const nodes = new vis.DataSet(data.nodes.map((node) => drawnNode(node, degree.get(node.id) || 0)));
    const edges = new vis.DataSet(data.edges.map(drawnEdge));
    let shown = null; // a set of ids, or null for all
    const visible = new vis.DataView(nodes, { filter: (node) => shown === null || shown.has(node.id) });
    const large = data.nodes.length > 300;
    const options = {
      autoResize: true,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      nodes: {
        widthConstraint: { maximum: 110 },
        font: { face: FONT, size: 14, color: ink(), strokeWidth: 0 },
        scaling: { label: { enabled: true, drawThreshold: large ? 9 : 4, maxVisible: 24 } },
      },
      edges: {
        smooth: false,
        arrows: { to: { enabled: true, scaleFactor: 0.5 } },
        color: { color: "#9aa0a6", highlight: "#d9480f", opacity: large ? 0.5 : 0.8 },
        selectionWidth: 1.5,
      },
      interaction: { hover: !large, hideEdgesOnDrag: large, hideEdgesOnZoom: large, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 200 },
    };
    const network = new vis.Network(container, { nodes: visible, edges }, options);
    network.on("click", (event) => onPick(event.nodes.length ? event.nodes[0] : null));
    network.once("afterDrawing", () => network.fit({ animation: false }));

    return {
      network,
      neighbours,
      /* Shows the nodes of a set of ids alone, or all of them. */
      show(ids) {
        shown = ids;
        visible.refresh();
      },
      visible: () => visible.getIds(),
      /* Moves to a node and marks it with what it touches. */
      focus(id) {
        if (visible.get(id) === null) return;
        network.selectNodes([id]);
        network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
      },
      fit: () => network.fit({ animation: false }),
      recolour: () => network.setOptions({ nodes: { font: { color: ink() } } }),
    };
  }

  return { draw };
})();
