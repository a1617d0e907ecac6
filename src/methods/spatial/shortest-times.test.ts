import { expect, test } from "vitest";
import fc from "fast-check";
import { shortestTimes } from "./shortest-times.ts";
import type { Network } from "./shortest-times.ts";

const network = (nodes: number, edges: readonly (readonly [number, number, number])[]): Network =>
  ({ nodes, from: edges.map(([from]) => from), to: edges.map(([, to]) => to), times: edges.map(([, , time]) => time) });

test("the nearest target by way, not by number of steps", () => {
  // 0 -5- 1 -1- 2 -1- 3 -1- 0
  const square = network(5, [[0, 1, 5], [1, 2, 1], [2, 3, 1], [3, 0, 1]]);
  const { times, targets } = shortestTimes(square, [{ node: 0, time: 0 }]);
  expect([...times]).toEqual([0, 3, 2, 1, Infinity]);
  expect([...targets]).toEqual([0, 0, 0, 0, -1]);
});

test("a target with a head start, and an edge that takes for ever", () => {
  const line = network(3, [[0, 1, 2], [1, 2, Infinity]]);
  const { times, targets } = shortestTimes(line, [{ node: 0, time: 3 }, { node: 1, time: 0.5 }]);
  expect([...times]).toEqual([2.5, 0.5, Infinity]);
  expect([...targets]).toEqual([1, 1, -1]);
});

test("impossible networks are refused", () => {
  expect(() => shortestTimes(network(2, [[0, 1, -1]]), [])).toThrow("cannot take -1");
  expect(() => shortestTimes(network(2, []), [{ node: 2, time: 0 }])).toThrow("node 2 of 2");
});

/** Every way over every node, as Floyd and Warshall wrote it down. */
function everyWay({ nodes, from, to, times }: Network): number[][] {
  const found = Array.from({ length: nodes }, (_, a) => Array.from({ length: nodes }, (_value, b) => (a === b ? 0 : Infinity)));
  for (let edge = 0; edge < times.length; edge++) {
    const [a, b, time] = [from[edge]!, to[edge]!, times[edge]!];
    found[a]![b] = found[b]![a] = Math.min(found[a]![b]!, time);
  }
  for (let via = 0; via < nodes; via++) for (let a = 0; a < nodes; a++) for (let b = 0; b < nodes; b++) found[a]![b] = Math.min(found[a]![b]!, found[a]![via]! + found[via]![b]!);
  return found;
}

const graphs = fc.integer({ min: 1, max: 14 }).chain((nodes) => fc.record({
  nodes: fc.constant(nodes),
  edges: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.nat(40)), { maxLength: 40 }),
  starts: fc.array(fc.record({ node: fc.nat(nodes - 1), time: fc.nat(20) }), { maxLength: 4 }),
}));

test("as short as trying every way", () => {
  fc.assert(fc.property(graphs, ({ nodes, edges, starts }) => {
    const graph = network(nodes, edges);
    const { times, targets } = shortestTimes(graph, starts);
    const ways = everyWay(graph);
    for (let node = 0; node < nodes; node++) {
      expect(times[node]).toBe(Math.min(Infinity, ...starts.map((start) => start.time + ways[start.node]![node]!)));
      const target = starts[targets[node]!];
      if (times[node] !== Infinity) expect(target!.time + ways[target!.node]![node]!).toBe(times[node]);
    }
  }));
});
