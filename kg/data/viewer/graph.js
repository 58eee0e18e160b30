/* A graph of the projection, drawn by vis-network. Used by the file that `kg export --format html` writes and by the
 * pages of `kg serve`. Needs `vis` (https://visjs.github.io/vis-network). */
"use strict";

const KhabarGraph = (() => {
  const SHAPES = { Actor: "dot", Location: "hexagon", Facility: "diamond", Event: "square", Article: "triangleDown", Claim: "triangle" };
  const LABEL = 24;
  const LETTERS = 14; // height of a label in pixels of the screen, whatever the zoom
  const PICKED = "#d9480f";
  const WIDEST = 2.2; // how far a drawing is pulled to the shape of its window
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

  function radius(degree) {
    return 8 + 3 * Math.sqrt(degree);
  }

  function drawnNode(node, degree) {
    return {
      id: node.id,
      title: node.label,
      shape: SHAPES[node.group] || "dot",
      x: node.x,
      y: node.y,
      size: radius(degree),
      color: { background: node.colour, border: node.status === "Contested" || node.status === "Denied" ? "#b00020" : node.colour, highlight: { background: node.colour, border: PICKED } },
      borderWidthSelected: 5,
      borderWidth: node.status === "Contested" || node.status === "Denied" ? 3 : 1,
    };
  }

  /* Names nodes on the canvas. Names stand at one size; of two that would overlap, the more important one is written:
   * what is picked and what it touches, then whatever has most edges. Coming nearer makes room for the rest. */
  function labels(nodes, degree, network, chosen) {
    const widths = new Map();
    const order = [...nodes].sort((one, other) => (degree.get(other.id) || 0) - (degree.get(one.id) || 0) || one.label.length - other.label.length);
    return function write(context, visible) {
      const scale = network.getScale();
      const colours = getComputedStyle(document.documentElement);
      const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
      const { x: right, y: bottom } = network.DOMtoCanvas({ x: context.canvas.clientWidth, y: context.canvas.clientHeight });
      const first = chosen();
      const ranked = first.size ? [...order.filter((node) => first.has(node.id)), ...order.filter((node) => !first.has(node.id))] : order;
      const taken = new Map(); // cells of a grid → boxes in it
      context.save();
      context.font = `${LETTERS / scale}px ${FONT}`;
      context.textAlign = "center";
      context.textBaseline = "top";
      context.lineJoin = "round";
      context.lineWidth = 4 / scale;
      context.strokeStyle = colours.getPropertyValue("--paper").trim() || "#fff";
      context.fillStyle = ink();
      let written = 0;
      for (const node of ranked) {
        if (!visible(node.id)) continue;
        const at = network.getPosition(node.id);
        if (at.x < left || at.x > right || at.y < top || at.y > bottom) continue;
        const words = drawn(node.label);
        if (!widths.has(node.id)) widths.set(node.id, context.measureText(words).width * scale);
        const half = widths.get(node.id) / 2 + 3;
        const x = Math.min(Math.max((at.x - left) * scale, half), Math.max(context.canvas.clientWidth - half, half));
        const y = (at.y - top) * scale + radius(degree.get(node.id) || 0) * scale + 2;
        if (!place(taken, [x - half, y, x + half, y + LETTERS + 3])) continue;
        const [middle, line] = [left + x / scale, top + y / scale];
        context.strokeText(words, middle, line);
        context.fillText(words, middle, line);
        written += 1;
      }
      context.restore();
      return written;
    };
  }

  const CELL = 64;

  /* Whether a box was free; it is taken from then on. */
  function place(taken, box) {
    const cells = [];
    for (let column = Math.floor(box[0] / CELL); column <= Math.floor(box[2] / CELL); column += 1) {
      for (let row = Math.floor(box[1] / CELL); row <= Math.floor(box[3] / CELL); row += 1) cells.push(`${column},${row}`);
    }
    const collides = (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
    if (cells.some((cell) => (taken.get(cell) || []).some(collides))) return false;
    for (const cell of cells) taken.set(cell, [...(taken.get(cell) || []), box]);
    return true;
  }

  /* How much wider than it is a drawing has to be to fill its window. */
  function stretch(nodes, container) {
    const span = (axis) => Math.max(...nodes.map((node) => node[axis])) - Math.min(...nodes.map((node) => node[axis]));
    if (nodes.length < 3 || !container.clientHeight || !span("x") || !span("y")) return 1;
    return Math.min(WIDEST, Math.max(1, (span("y") * container.clientWidth) / container.clientHeight / span("x")));
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
    const wider = stretch(data.nodes, container);
    const nodes = new vis.DataSet(data.nodes.map((node) => drawnNode({ ...node, x: node.x * wider }, degree.get(node.id) || 0)));
    const edges = new vis.DataSet(data.edges.map(drawnEdge));
    let shown = null; // a set of ids, or null for all
    const visible = new vis.DataView(nodes, { filter: (node) => shown === null || shown.has(node.id) });
    const large = data.nodes.length > 300;
    const options = {
      autoResize: true,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      edges: {
        smooth: false,
        arrows: { to: { enabled: true, scaleFactor: 0.5 } },
        color: { color: "#9aa0a6", highlight: PICKED, opacity: large ? 0.5 : 0.8 },
        selectionWidth: 1.5,
      },
      interaction: { hover: !large, hideEdgesOnDrag: large, hideEdgesOnZoom: large, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 200 },
    };
    const network = new vis.Network(container, { nodes: visible, edges }, options);
    network.on("click", (event) => onPick(event.nodes.length ? event.nodes[0] : null));
    network.once("afterDrawing", () => network.fit({ animation: false }));
    const chosen = () => {
      const [id] = network.getSelectedNodes();
      return id === undefined ? new Set() : new Set([id, ...neighbours.get(id)]);
    };
    // By keys too: N and P pick the next and the one before, the most important first.
    const ranked = [...data.nodes].sort((one, other) => (degree.get(other.id) || 0) - (degree.get(one.id) || 0)).map((node) => node.id);
    container.addEventListener("keydown", (event) => {
      const step = { KeyN: 1, KeyP: -1 }[event.code];
      const ids = ranked.filter((id) => visible.get(id) !== null);
      if (!step || !ids.length || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = ids.indexOf(network.getSelectedNodes()[0]);
      const next = ids[at < 0 && step < 0 ? ids.length - 1 : (at + step + ids.length) % ids.length];
      network.selectNodes([next]);
      network.focus(next, { animation: false });
      onPick(next);
    });
    const write = labels(data.nodes, degree, network, chosen);
    let written = 0;
    network.on("afterDrawing", (context) => {
      written = write(context, (id) => shown === null || shown.has(id));
    });

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
      /* Draws again, in the colours of the page's theme. */
      recolour: () => network.redraw(),
      /* How many names the last drawing wrote. */
      named: () => written,
    };
  }

  return { draw };
})();
