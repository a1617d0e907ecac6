/**
 * How long does it take from every node of a network to the nearest of some targets, and which one is that?
 *
 * Dijkstra's (1959) algorithm from all targets at once, over edges that take as long both ways, with a
 * binary heap in typed arrays: a million edges take about a second. Times in the unit of the
 * edges; Infinity and -1 where no target can be reached.
 */
export interface Network {
  nodes: number;
  /** Three lists side by side, one entry per edge. */
  from: ArrayLike<number>;
  to: ArrayLike<number>;
  times: ArrayLike<number>;
}

export interface ShortestTimes {
  times: Float64Array;
  /** Which target, by its place in the list. */
  targets: Int32Array;
}

/** `starts` are the nodes where targets lie, and how long it takes from the node to the target itself. */
export function shortestTimes(network: Network, starts: readonly { node: number; time: number }[]): ShortestTimes {
  const { nodes } = network;
  const { first, neighbours, costs } = byNode(network);
  const times = new Float64Array(nodes).fill(Infinity);
  const targets = new Int32Array(nodes).fill(-1);
  const heap = new Heap(nodes);
  starts.forEach(({ node, time }, target) => {
    if (!(node >= 0 && node < nodes)) throw new RangeError(`target ${target} lies on node ${node} of ${nodes}`);
    if (!(time < times[node]!)) return;
    times[node] = time;
    targets[node] = target;
    heap.push(node, time);
  });
  for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
    const time = heap.popped;
    // An older, longer way to a node that was reached better since.
    if (time > times[node]!) continue;
    for (let edge = first[node]!; edge < first[node + 1]!; edge++) {
      const next = neighbours[edge]!;
      const later = time + costs[edge]!;
      if (!(later < times[next]!)) continue;
      times[next] = later;
      targets[next] = targets[node]!;
      heap.push(next, later);
    }
  }
  return { times, targets };
}

/** The edges of each node in one stretch, both ways. Those that take for ever are left out. */
function byNode({ nodes, from, to, times }: Network): { first: Int32Array; neighbours: Int32Array; costs: Float64Array } {
  const first = new Int32Array(nodes + 1);
  for (let edge = 0; edge < times.length; edge++) {
    if (!(times[edge]! >= 0)) throw new RangeError(`an edge cannot take ${times[edge]}`);
    if (times[edge] === Infinity) continue;
    first[from[edge]! + 1]! += 1;
    first[to[edge]! + 1]! += 1;
  }
  for (let node = 0; node < nodes; node++) first[node + 1]! += first[node]!;
  const free = first.slice();
  const neighbours = new Int32Array(first[nodes]!);
  const costs = new Float64Array(first[nodes]!);
  for (let edge = 0; edge < times.length; edge++) {
    if (times[edge] === Infinity) continue;
    for (const [a, b] of [[from[edge]!, to[edge]!], [to[edge]!, from[edge]!]] as const) {
      neighbours[free[a]!] = b;
      costs[free[a]!++] = times[edge]!;
    }
  }
  return { first, neighbours, costs };
}

class Heap {
  #keys: Float64Array;
  #nodes: Int32Array;
  #size = 0;
  /** The time of the node popped last. */
  popped = 0;

  constructor(capacity: number) {
    this.#keys = new Float64Array(Math.max(16, capacity));
    this.#nodes = new Int32Array(this.#keys.length);
  }

  push(node: number, key: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#keys[parent]! <= key) break;
      this.#set(at, this.#nodes[parent]!, this.#keys[parent]!);
      at = parent;
    }
    this.#set(at, node, key);
  }

  pop(): number | undefined {
    if (this.#size === 0) return undefined;
    const top = this.#nodes[0]!;
    this.popped = this.#keys[0]!;
    const size = --this.#size;
    const [node, key] = [this.#nodes[size]!, this.#keys[size]!];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#keys[child + 1]! < this.#keys[child]!) child += 1;
      if (this.#keys[child]! >= key) break;
      this.#set(at, this.#nodes[child]!, this.#keys[child]!);
      at = child;
    }
    if (size > 0) this.#set(at, node, key);
    return top;
  }

  #set(at: number, node: number, key: number): void {
    this.#nodes[at] = node;
    this.#keys[at] = key;
  }

  #grow(): void {
    const [keys, nodes] = [new Float64Array(this.#size * 2), new Int32Array(this.#size * 2)];
    keys.set(this.#keys);
    nodes.set(this.#nodes);
    [this.#keys, this.#nodes] = [keys, nodes];
  }
}
