/** A thread that draws, so that the server goes on answering. */
import { parentPort, workerData } from "node:worker_threads";
import { composite, type CompositeQuestion } from "./composite.ts";

parentPort!.postMessage((workerData as CompositeQuestion[]).map(composite));
