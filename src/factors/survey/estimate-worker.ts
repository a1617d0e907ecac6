/** A thread that estimates, so that the server goes on answering: the answers in, the estimates out. */
import { parentPort, workerData } from "node:worker_threads";
import { estimateSurvey } from "./estimate-survey.ts";

const port = parentPort!;
const [data, mapping, before] = workerData as Parameters<typeof estimateSurvey>;
port.postMessage(estimateSurvey(data, mapping, before, (done, of) => { port.postMessage({ done, of }); }));
