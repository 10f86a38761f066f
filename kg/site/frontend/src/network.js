// The network drawn by the graphics card (sigma.js): thousands of nodes to move in, search and filter.
//
// The places were computed when the page was made, so the same graph gives the same picture. Beside it stands a list of
// the same nodes. Where there is no WebGL, nothing is touched and the plain picture of the page remains.
import { Listing, make } from "./network-list.js";
import { Looks } from "./network-looks.js";
import { Picture, graphOf } from "./network-picture.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

function drawable() {
  const canvas = document.createElement("canvas");
  const found = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  found?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(found);
}

function plain(text) {
  return text.normalize("NFC").toLowerCase();
}

class Stage {
  constructor(section, data) {
    this.section = section;
    this.box = section.querySelector(".net-view");
    this.data = data;
    this.view = data.views[section.dataset.view];
    this.words = this.box.dataset;
    // The keys of nodes; `near` are the neighbours of what is in focus: what is pointed at, or else what was chosen.
    this.state = { off: new Set(), found: null, near: null, focus: null };
    this.hovered = null;
    this.chosen = null;
    this.ending = new AbortController();
  }

  /** Give the plain picture its place back, and let go of the drawing surfaces. */
  end() {
    this.ending.abort();
    this.picture?.kill();
    this.row?.replaceWith(this.net);
    delete this.section.dataset.drawn;
  }

  on(element, name, heard) {
    element.addEventListener(name, heard, { signal: this.ending.signal });
  }

  /** What is known of a node. */
  about(node) {
    const [name, lang, path] = this.data.nodes[this.view.nodes[node]];
    const { years, degrees } = this.view;
    return { name, lang, path, year: years[node] ? String(years[node]) : "", degree: degrees[node], group: this.looks.group[node] };
  }

  async draw() {
    const status = make("p", "net-status soft", this.words.drawing);
    this.element = make("div", "net-stage");
    this.element.append(status);
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", `${this.section.querySelector("h2").firstChild.textContent.trim()}. ${this.words.keys}`);
    // What is half drawn cannot be pointed at.
    this.element.inert = true;
    this.net = this.box.querySelector(".net");
    this.looks = new Looks(this.box, this.data, this.view, this.state);
    this.listing = new Listing(this);
    this.row = make("div", "net-row");
    this.net.replaceWith(this.row);
    this.row.append(this.element, this.listing.element);
    const going = () => !this.ending.signal.aborted;
    this.graph = await graphOf(this.data, this.view, going);
    if (!going()) return;
    this.picture = new Picture(this.graph, this.element, this.looks.settings());
    this.ticks();
    this.bind();
    await this.picture.drawn;
    if (!going()) return;
    status.remove();
    this.element.inert = false;
    this.section.dataset.drawn = "webgl";
    this.list();
  }

  list() {
    this.section.dataset.shown = String(this.listing.fill());
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
    this.element.append(rule);
    this.picture.on("afterRender", () => {
      const width = this.element.clientWidth;
      let last = -Infinity;
      for (const [x, one] of marks) {
        const at = this.picture.graphToViewport({ x, y: 0 }).x;
        const shown = at > 10 && at < width - 10 && at - last > 46;
        one.hidden = !shown;
        if (!shown) continue;
        last = at;
        one.style.transform = `translateX(${at.toFixed(1)}px) translateX(-50%)`;
      }
    });
  }

  /** Set what is pointed at; its neighbours light up with it. */
  point(node) {
    this.hovered = node;
    const focus = this.hovered ?? this.chosen;
    if (focus === this.state.focus) return;
    this.state.focus = focus;
    this.state.near = focus === null ? null : new Set(this.graph.neighbors(focus));
    this.picture.refresh();
  }

  choose(node, move) {
    this.chosen = node;
    this.point(this.hovered);
    this.listing.tell(node);
    if (node === null || !move) return;
    const { x, y } = this.picture.getNodeDisplayData(node);
    const ratio = Math.min(this.picture.getCamera().ratio, this.graph.order > 300 ? 0.35 : 0.6);
    this.go({ x, y, ratio });
  }

  go(state) {
    const camera = this.picture.getCamera();
    if (still.matches) camera.setState(state);
    else camera.animate(state, { duration: 350 });
  }

  move(dx, dy) {
    const camera = this.picture.getCamera();
    this.go({ x: camera.x + dx * camera.ratio, y: camera.y + dy * camera.ratio });
  }

  zoom(how) {
    const camera = this.picture.getCamera();
    if (how === "all") this.go({ x: 0.5, y: 0.5, ratio: 1 });
    else this.go({ ratio: Math.max(0.01, Math.min(2.5, camera.ratio * (how === "in" ? 1 / 1.5 : 1.5))) });
  }

  bind() {
    const { picture, element, state } = this;
    picture.on("beforeRender", () => this.looks.names.begin(picture));
    picture.on("enterNode", ({ node }) => { element.classList.add("over"); this.point(node); });
    picture.on("leaveNode", () => { element.classList.remove("over"); this.point(null); });
    picture.on("clickNode", ({ node }) => this.choose(node, false));
    picture.on("clickStage", () => this.choose(null, false));
    picture.on("doubleClickNode", (event) => {
      event.preventSigmaDefault();
      const { path } = this.about(event.node);
      if (path) location.href = this.words.root + path;
    });
    const keys = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.12], ArrowDown: [0, -0.12] };
    this.on(element, "keydown", (event) => {
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
      if (!input.checked) state.off.add(input.dataset.group);
      this.on(input, "change", () => {
        if (input.checked) state.off.delete(input.dataset.group);
        else state.off.add(input.dataset.group);
        picture.refresh();
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
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      clearTimeout(waiting);
      this.search(find.value);
      this.listing.focus();
    });
    if (find.value) this.search(find.value);
  }

  search(word) {
    if (this.ending.signal.aborted) return;
    const words = plain(word).split(/\s+/).filter(Boolean);
    this.state.found = null;
    if (words.length) {
      this.texts ??= this.view.nodes.map((_, at) => plain(`${this.about(at).name} ${this.about(at).year}`));
      this.state.found = new Set();
      this.texts.forEach((text, at) => {
        if (words.every((one) => text.includes(one))) this.state.found.add(String(at));
      });
    }
    this.picture.refresh();
    this.list();
  }

  /** Take the colours of the other theme. */
  repaint() {
    this.looks.read();
    this.picture.refresh();
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
      if (shown !== mine) return;
      mine.end();
      shown = null;
      fallback();
      console.warn(`The plain network is shown: ${error}`);
    }
  };
  document.addEventListener("kg:view", (event) => show(event.target));
  const repaint = () => shown?.picture && shown.repaint();
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  return true;
}

window.KG_DRAWN = start();
