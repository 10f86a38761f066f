// The network drawn by the graphics card (sigma.js): thousands of nodes to move in, search and filter.
//
// The places were computed when the page was made, so the same graph gives the same picture. Beside it stands a list of
// the same nodes, for the keyboard and for those who do not see the picture. Where there is no WebGL, nothing is
// touched and the plain picture of the page remains.
import { UndirectedGraph } from "graphology";
import Sigma from "sigma";

const LISTED = 60;
const NEIGHBOURS = 40;
const STEP = 2500;

const still = matchMedia("(prefers-reduced-motion: reduce)");

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function drawable() {
  const canvas = document.createElement("canvas");
  const found = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  found?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(found);
}

/** Let the page breathe: what was typed or pressed meanwhile comes first. */
const pause = () => new Promise((go) => setTimeout(go));

function plain(text) {
  return text.normalize("NFC").toLowerCase();
}

/** The nodes and links of one kind, as sigma takes them. */
async function graphOf(data, view, colours) {
  const graph = new UndirectedGraph();
  const { nodes, degrees, groups, years, x, y, links } = view;
  // Thousands of nodes of the size of a hundred would hide one another.
  const scale = Math.max(0.3, Math.min(1, Math.sqrt(500 / nodes.length)));
  for (let at = 0; at < nodes.length; at += 1) {
    const [label, lang, path] = data.nodes[nodes[at]];
    const year = years[at] ? String(years[at]) : "";
    graph.addNode(String(at), {
      x: x[at], y: -y[at], size: scale * Math.min(16, 3 + 1.1 * Math.sqrt(degrees[at])),
      label: label.length > 44 ? `${label.slice(0, 43)}…` : label,
      name: label, lang, path, year, degree: degrees[at], group: data.groups[groups[at]], color: colours[data.groups[groups[at]]],
      search: plain(`${label} ${year}`),
    });
    if (at % STEP === STEP - 1) await pause();
  }
  for (let at = 0; at < links.length; at += 3) {
    const weight = links[at + 2];
    graph.mergeEdge(String(links[at]), String(links[at + 1]), { weight, size: Math.min(5, 0.5 + 0.5 * Math.sqrt(weight)) });
    if (at % (3 * STEP) === 3 * (STEP - 1)) await pause();
  }
  return graph;
}

class Stage {
  constructor(section, data) {
    this.section = section;
    this.box = section.querySelector(".net-view");
    this.data = data;
    this.view = data.views[section.dataset.view];
    this.words = this.box.dataset;
    this.off = new Set();
    this.found = null;
    this.hovered = null;
    this.near = null;
    this.chosen = null;
    this.ending = new AbortController();
  }

  /** Give the plain picture its place back, and let go of the drawing surfaces. */
  end() {
    this.ending.abort();
    this.sigma?.kill();
    this.row?.replaceWith(this.net);
    delete this.section.dataset.drawn;
  }

  on(element, name, heard) {
    element.addEventListener(name, heard, { signal: this.ending.signal });
  }

  /** Read the colours of the page: they differ between light and dark. */
  readColours() {
    const style = getComputedStyle(this.box);
    const tone = (name) => style.getPropertyValue(`--${name}`).trim();
    this.tones = { ink: tone("ink"), soft: tone("soft"), line: tone("line"), card: tone("card"), link: tone("link") };
    this.dark = getComputedStyle(document.documentElement).colorScheme === "dark";
    this.font = style.fontFamily;
    this.colours = {};
    for (const input of this.box.querySelectorAll("input[data-group]")) {
      this.colours[input.dataset.group] = getComputedStyle(input.parentElement.querySelector("circle")).fill;
    }
  }

  async draw() {
    const status = make("p", "net-status soft", this.words.drawing);
    this.stage = make("div", "net-stage");
    this.stage.append(status);
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "group");
    this.stage.setAttribute("aria-label", `${this.section.querySelector("h2").firstChild.textContent.trim()}. ${this.words.keys}`);
    this.net = this.box.querySelector(".net");
    this.side = make("div", "net-side");
    this.row = make("div", "net-row");
    this.net.replaceWith(this.row);
    this.row.append(this.stage, this.side);
    this.readColours();
    this.graph = await graphOf(this.data, this.view, this.colours);
    await pause();
    if (this.ending.signal.aborted) return;
    this.lineColour = this.edgeColour();
    this.sigma = new Sigma(this.graph, this.stage, this.settings());
    status.remove();
    this.ticks();
    this.bind();
    this.fillSide();
    this.section.dataset.drawn = "webgl";
    this.list();
  }

  settings() {
    const many = this.graph.size > 12000;
    return {
      allowInvalidContainer: true,
      renderEdgeLabels: false,
      hideEdgesOnMove: many,
      zIndex: true,
      labelFont: this.font,
      labelSize: 12,
      labelColor: { color: this.tones.ink },
      labelRenderedSizeThreshold: this.graph.order > 500 ? 3.5 : 5,
      labelDensity: this.graph.order > 500 ? 0.25 : 0.8,
      labelGridCellSize: this.graph.order > 500 ? 180 : 110,
      minCameraRatio: 0.01,
      maxCameraRatio: 2.5,
      stagePadding: 34,
      defaultEdgeColor: this.lineColour,
      defaultDrawNodeLabel: (context, data, settings) => this.drawLabel(context, data, settings),
      defaultDrawNodeHover: (context, data, settings) => this.drawHover(context, data, settings),
      nodeReducer: (node, attributes) => this.node(node, attributes),
      edgeReducer: (edge, attributes) => this.edge(edge, attributes),
    };
  }

  edgeColour() {
    const strength = Math.round(100 * Math.min(0.4, Math.max(0.04, 9 / Math.sqrt(this.graph.size + 1)))) / 100;
    // sigma wants colours that are multiplied by how opaque they are.
    const tone = (this.dark ? [200, 208, 220] : [80, 88, 100]).map((one) => Math.round(one * strength));
    return `rgba(${tone.join(", ")}, ${strength})`;
  }

  /** A node as it looks now: hidden with its group, faint beside what was found or is pointed at. */
  node(node, attributes) {
    if (this.off.has(attributes.group)) return { ...attributes, hidden: true };
    const focus = this.hovered ?? this.chosen;
    const lit = focus ? node === focus || this.near.has(node) : this.found ? this.found.has(node) : true;
    if (!lit) return { ...attributes, color: this.dark ? "#3a404a" : "#dcdad4", label: "", zIndex: 0 };
    const many = focus && this.near.size > 30;
    const named = node === focus || (focus && !many) || (!focus && this.found && this.found.size <= 40);
    return { ...attributes, zIndex: 2, forceLabel: Boolean(named), highlighted: node === focus };
  }

  edge(edge, attributes) {
    const focus = this.hovered ?? this.chosen;
    const [one, other] = this.graph.extremities(edge);
    if (focus) {
      if (one !== focus && other !== focus) return { ...attributes, hidden: this.graph.size > 400, zIndex: 0 };
      return { ...attributes, color: this.tones.link, size: attributes.size + 0.6, zIndex: 2 };
    }
    if (this.found && !this.found.has(one) && !this.found.has(other)) return { ...attributes, hidden: true };
    return { ...attributes, color: this.lineColour };
  }

  /** A name with a rim in the colour of the ground, so that it can be read over lines and nodes. */
  drawLabel(context, data, settings) {
    if (!data.label) return;
    const x = data.x + data.size + 4;
    const y = data.y + settings.labelSize / 3;
    context.font = `${settings.labelSize}px ${settings.labelFont}`;
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = this.tones.card;
    context.strokeText(data.label, x, y);
    context.fillStyle = this.tones.ink;
    context.fillText(data.label, x, y);
  }

  drawHover(context, data, settings) {
    const size = settings.labelSize;
    context.font = `600 ${size}px ${settings.labelFont}`;
    const width = data.label ? context.measureText(data.label).width : 0;
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.fillStyle = this.tones.ink;
    context.fill();
    context.beginPath();
    context.arc(data.x, data.y, data.size, 0, Math.PI * 2);
    context.fillStyle = data.color;
    context.fill();
    if (!data.label) return;
    context.fillStyle = this.tones.card;
    context.strokeStyle = this.tones.soft;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(data.x + data.size + 6, data.y - size * 0.9, width + 14, size * 1.8, 6);
    context.fill();
    context.stroke();
    context.fillStyle = this.tones.ink;
    context.fillText(data.label, data.x + data.size + 13, data.y + size / 3);
  }

  refresh() {
    this.sigma.refresh({ skipIndexation: true });
  }

  /** The years below a picture over time move with it. */
  ticks() {
    if (!this.view.ticks.length) return;
    const rule = make("div", "net-years");
    rule.setAttribute("aria-hidden", "true");
    const marks = this.view.ticks.map(([x, label]) => {
      const one = make("span", "", label);
      rule.append(one);
      return [x, one];
    });
    this.stage.append(rule);
    const place = () => {
      let last = -Infinity;
      for (const [x, one] of marks) {
        const at = this.sigma.graphToViewport({ x, y: 0 }).x;
        const shown = at > 10 && at < this.stage.clientWidth - 10 && at - last > 46;
        one.hidden = !shown;
        if (!shown) continue;
        last = at;
        one.style.transform = `translateX(${at.toFixed(1)}px) translateX(-50%)`;
      }
    };
    this.sigma.on("afterRender", place);
    place();
  }

  /** Set what is pointed at; its neighbours light up with it. */
  point(node) {
    this.hovered = node;
    const focus = this.hovered ?? this.chosen;
    this.near = focus ? new Set(this.graph.neighbors(focus)) : null;
    this.refresh();
  }

  choose(node, move) {
    this.chosen = node;
    this.point(this.hovered);
    this.card();
    if (!node || !move) return;
    const { x, y } = this.sigma.getNodeDisplayData(node);
    const ratio = Math.min(this.sigma.getCamera().ratio, this.graph.order > 300 ? 0.35 : 0.6);
    this.go({ x, y, ratio });
  }

  go(state) {
    const camera = this.sigma.getCamera();
    if (still.matches) camera.setState(state);
    else camera.animate(state, { duration: 350 });
  }

  move(dx, dy) {
    const camera = this.sigma.getCamera();
    this.go({ x: camera.x + dx * camera.ratio, y: camera.y + dy * camera.ratio });
  }

  zoom(how) {
    const camera = this.sigma.getCamera();
    if (how === "all") this.go({ x: 0.5, y: 0.5, ratio: 1 });
    else this.go({ ratio: Math.max(0.01, Math.min(2.5, camera.ratio * (how === "in" ? 1 / 1.5 : 1.5))) });
  }

  bind() {
    this.sigma.on("enterNode", ({ node }) => { this.stage.classList.add("over"); this.point(node); });
    this.sigma.on("leaveNode", () => { this.stage.classList.remove("over"); this.point(null); });
    this.sigma.on("clickNode", ({ node }) => this.choose(node, false));
    this.sigma.on("clickStage", () => this.choose(null, false));
    this.sigma.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      const { path } = this.graph.getNodeAttributes(event.node);
      if (path) location.href = this.words.root + path;
    });
    const keys = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.12], ArrowDown: [0, -0.12] };
    this.on(this.stage, "keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (keys[event.key]) this.move(...keys[event.key]);
      else if (event.key === "+" || event.key === "=") this.zoom("in");
      else if (event.key === "-") this.zoom("out");
      else if (event.key === "0") this.zoom("all");
      else if (event.key === "Escape") this.choose(null, false);
      else return;
      event.preventDefault();
    });
    for (const button of this.box.querySelectorAll("[data-zoom]")) {
      this.on(button, "click", () => this.zoom(button.dataset.zoom));
    }
    for (const input of this.box.querySelectorAll("input[data-group]")) {
      if (!input.checked) this.off.add(input.dataset.group);
      this.on(input, "change", () => {
        if (input.checked) this.off.delete(input.dataset.group);
        else this.off.add(input.dataset.group);
        this.refresh();
        this.list();
      });
    }
    const find = this.box.querySelector(".net-find");
    let waiting = 0;
    this.on(find, "input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.search(find.value), 120);
    });
    this.on(find, "keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(waiting);
      this.search(find.value);
      this.side.querySelector(".net-list button")?.focus();
    });
    if (find.value) this.search(find.value);
  }

  search(word) {
    const words = plain(word).split(/\s+/).filter(Boolean);
    this.found = null;
    if (words.length) {
      this.found = new Set(this.graph.filterNodes((_, { search }) => words.every((one) => search.includes(one))));
    }
    this.refresh();
    this.list();
  }

  fillSide() {
    this.holder = make("div", "net-card");
    this.holder.hidden = true;
    this.count = make("p", "soft net-count");
    this.count.setAttribute("role", "status");
    const scroll = make("div", "net-scroll");
    this.rows = make("ul", "net-list");
    this.rows.setAttribute("aria-label", this.words.nodes);
    scroll.append(this.rows);
    this.side.append(this.holder, this.count, scroll);
  }

  entry(node) {
    const { name, lang, year, degree, group } = this.graph.getNodeAttributes(node);
    const item = make("li");
    const button = make("button", "net-node");
    button.type = "button";
    button.dataset.node = node;
    const dot = make("span", `dot n-${group}`);
    dot.setAttribute("aria-hidden", "true");
    const text = make("span", "net-name", name);
    if (lang) text.lang = lang;
    button.append(dot, text, make("span", "meta", year ? `${year} · ${degree}` : String(degree)));
    button.addEventListener("click", () => this.choose(node, true));
    button.addEventListener("focus", () => this.point(node));
    button.addEventListener("blur", () => this.point(null));
    item.append(button);
    return item;
  }

  /** The list beside the picture: what is shown and found, the most linked first. */
  list() {
    const rows = [];
    let many = 0;
    this.graph.forEachNode((node, { group }) => {
      if (this.off.has(group) || (this.found && !this.found.has(node))) return;
      many += 1;
      if (rows.length < LISTED) rows.push(this.entry(node));
    });
    this.rows.replaceChildren(...rows);
    this.count.textContent = this.found ? this.words.found.replace("%", many) : `${this.words.nodes} (${many})`;
    this.section.dataset.shown = String(many);
  }

  card() {
    this.holder.hidden = this.chosen === null;
    if (this.holder.hidden) return;
    const { name, lang, year, path, group } = this.graph.getNodeAttributes(this.chosen);
    const near = this.graph.neighbors(this.chosen).sort((one, other) => one - other);
    const head = make("p", "net-head", name);
    if (lang) head.lang = lang;
    const close = make("button", "net-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", this.words.close);
    close.addEventListener("click", () => { this.choose(null, false); this.stage.focus(); });
    const kind = this.box.querySelector(`input[data-group="${group}"]`)?.parentElement.textContent.trim() ?? "";
    const about = make("p", "meta", [kind, year].filter(Boolean).join(" · "));
    const parts = [close, head, about];
    if (path) {
      const link = make("a", "", this.words.page);
      link.href = this.words.root + path;
      const line = make("p");
      line.append(link);
      parts.push(line);
    }
    parts.push(make("p", "soft", this.words.linked.replace("%", near.length)));
    const list = make("ul", "net-list");
    list.append(...near.slice(0, NEIGHBOURS).map((node) => this.entry(node)));
    parts.push(list);
    this.holder.replaceChildren(...parts);
  }

  /** Take the colours of the other theme. */
  repaint() {
    this.readColours();
    this.lineColour = this.edgeColour();
    const recolour = (_, attributes) => ({ ...attributes, color: this.colours[attributes.group] });
    this.graph.updateEachNodeAttributes(recolour, { attributes: ["color"] });
    this.sigma.setSetting("labelColor", { color: this.tones.ink });
    this.refresh();
  }
}

/** Draw the kind of links that is shown, and another one when it is chosen; returns whether this can be drawn. */
function start() {
  const data = window.KG_NETWORK;
  if (!data || !drawable()) return false;
  let shown = null;
  const fallback = () => document.dispatchEvent(new CustomEvent("kg:plain"));
  const show = async (section) => {
    if (!section?.querySelector(".net-view")) return;
    // One picture at a time: browsers keep few drawing surfaces.
    if (shown?.section === section) return;
    shown?.end();
    shown = new Stage(section, data);
    const mine = shown;
    try {
      await mine.draw();
    } catch (error) {
      mine.end();
      shown = null;
      fallback();
      console.warn(`The plain network is shown: ${error}`);
    }
  };
  document.addEventListener("kg:view", (event) => show(event.target));
  const repaint = () => shown?.sigma && shown.repaint();
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  return true;
}

window.KG_DRAWN = start();
