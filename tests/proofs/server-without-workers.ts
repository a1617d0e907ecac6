// A server whose jobs are worked on elsewhere (here: nowhere), so that what it exports is what was taken in, and stands still.
import { logTo } from "../../src/platform/log.ts";
import { openNode } from "../../src/platform/node.ts";
import { startServer } from "../../src/server.ts";

const node = await openNode({ dir: process.argv[2]! });
const server = await startServer({ node, log: logTo(process.stderr), isWorker: false });
process.stdout.write(`it is running: ${server.url}\n`);
process.once("SIGINT", () => { void server.close().then(() => node.close()).then(() => process.exit(0)); });
