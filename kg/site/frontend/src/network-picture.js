// The network as sigma.js draws it, made in slices: no task is so long that what is typed or pressed would have to wait.
import { UndirectedGraph } from "graphology";
import Sigma from "sigma";

// How long a slice may take, in milliseconds, and how many things are done between two looks at the clock.
const LONG = 25;
const FEW = 500;

/** Let the page breathe: what was typed or pressed meanwhile comes first. */
const pause = () => new Promise((go) => setTimeout(go));

/** Do something with runs of the numbers below `many`; stop where `going` says so, and return whether all were done. */
async function runs(many, act, going) {
  let began = performance.now();
  for (let from = 0; from < many; from += FEW) {
    act(from, Math.min(many, from + FEW));
    if (performance.now() - began < LONG) continue;
    await pause();
    if (!going()) return false;
    began = performance.now();
  }
  return true;
}

/** The nodes and links of one kind, as sigma takes them: the key of each is its number. */
export async function graphOf(data, view, going) {
  const graph = new UndirectedGraph();
  const { nodes, degrees, x, y, links } = view;
  // Thousands of nodes of the size of a hundred would hide one another.
  const scale = Math.max(0.3, Math.min(1, Math.sqrt(500 / nodes.length)));
  await runs(nodes.length, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const [label] = data.nodes[nodes[at]];
      const size = scale * Math.min(16, 3 + 1.1 * Math.sqrt(degrees[at]));
      graph.addNode(String(at), { x: x[at], y: -y[at], size, label: label.length > 44 ? `${label.slice(0, 43)}…` : label });
    }
  }, going);
  await runs(links.length / 3, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const size = Math.min(5, 0.5 + 0.5 * Math.sqrt(links[3 * at + 2]));
      graph.mergeUndirectedEdgeWithKey(String(at), String(links[3 * at]), String(links[3 * at + 1]), { size });
    }
  }, going);
  return graph;
}

/** A picture that looks at its graph again in slices, where sigma would look at all of it at once. */
export class Picture extends Sigma {
  /** Kept once the whole graph has been drawn for the first time. */
  drawn = new Promise((done) => { this.whole = done; });
  ready = false;
  turn = 0;

  /** As sigma's; where no part of the graph is named, all of it is looked at by and by. */
  refresh(options) {
    if (options?.partialGraph) return super.refresh(options);
    // sigma's constructor calls this too, before the picture is made.
    queueMicrotask(() => this.renew());
    return this;
  }

  /** As sigma's; half-way through the picture stays as it was. */
  process() {
    return this.busy ? this : super.process();
  }

  /** As sigma's; there is nothing to draw before the whole graph was looked at once. */
  render() {
    return this.ready ? super.render() : this;
  }

  /** As sigma's; to ask how a part looks changes nothing yet. */
  scheduleRender() {
    return this.asking ? this : super.scheduleRender();
  }

  /** Ask of every node and link how it looks now, and draw; what was asked before is given up. */
  async renew() {
    this.turn += 1;
    this.busy = true;
    const mine = this.turn;
    const going = () => this.turn === mine;
    const part = (name, keys) => (from, to) => {
      this.asking = true;
      super.refresh({ partialGraph: { [name]: keys.slice(from, to) }, schedule: true });
      this.asking = false;
    };
    const nodes = this.getGraph().nodes();
    const edges = this.getGraph().edges();
    if (!(await runs(nodes.length, part("nodes", nodes), going))) return;
    if (!(await runs(edges.length, part("edges", edges), going))) return;
    await pause();
    if (!going()) return;
    super.process();
    await pause();
    if (!going()) return;
    this.ready = true;
    this.render();
    this.busy = false;
    this.whole();
  }

  /** As sigma's; what is still asked is given up. */
  kill() {
    this.turn += 1;
    super.kill();
  }
}
