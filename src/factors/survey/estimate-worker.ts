/** A thread that estimates, so that the server goes on answering: the answers in, the estimates out. */
import { parentPort, workerData } from "node:worker_threads";
import { estimateSurvey } from "./estimate-survey.ts";

const port = parentPort!;
const { data, mapping } = workerData as { data: Parameters<typeof estimateSurvey>[0]; mapping: Parameters<typeof estimateSurvey>[1] };
port.postMessage({ drafts: estimateSurvey(data, mapping, (done, of) => { port.postMessage({ done, of }); }) });
