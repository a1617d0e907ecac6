/**
 * A photograph or a spoken word, where that is easier than writing. A photograph is drawn anew and smaller on the phone, which also
 * leaves behind where and with what it was taken.
 */
import { element, button, type Child } from "../element.ts";
import { icon } from "../icons.ts";
import type { Attached } from "../draft.ts";
import { keepMedia, mediaOf } from "../outbox.ts";
import { notice } from "../page.ts";
import { uuid7 } from "../uuid.ts";
import { numberInWords, word } from "../words.ts";
import { onLeave, type Asking, type Question } from "./asking.ts";

const LONGEST_SIDE = 1_280;
const QUALITY = 0.6;
const LONGEST_SECONDS = 60;
/** A spoken word needs no more than a telephone gives. */
const BITS_PER_SECOND = 16_000;
const MOST = 4;
/** A slow link carries five kilobytes a second. */
const BYTES_PER_SECOND = 5_000;

export const attach: Question = {
  name: "attach",
  // Without an encrypted link a browser takes no digest, and lends no microphone.
  isAsked: () => typeof crypto.subtle !== "undefined",
  isAnswered: ({ attached }) => (attached?.length ?? 0) > 0,
  body(asking) {
    const { attached = [] } = asking.draft;
    const trouble = element("div");
    const tell = (key: "attach.no-photo" | "attach.no-microphone" | "store.why") => { trouble.replaceChildren(notice("warn", word(key))); };
    const file = element("input", { type: "file", accept: "image/*", capture: "environment", hidden: true, id: "photo", onchange: () => {
      const [chosen] = file.files ?? [];
      if (chosen) void smaller(chosen).then((blob) => add(asking, blob).catch(() => { tell("store.why"); }), () => { tell("attach.no-photo"); });
    } });
    const isFull = attached.length >= MOST;
    return [
      element("p", { class: "hint" }, icon("shield"), word("attach.faces")),
      element("ul", { class: "attached" }, ...attached.map((one) => shown(asking, one))),
      !isFull && element("div", { class: "stack" },
        file, button({ icon: "camera", words: word("attach.photo"), onclick: () => { file.click(); } }),
        canRecord() && recorder(asking, tell)),
      trouble,
      element("p", { class: "quiet" }, word("attach.later")),
    ];
  },
};

const canRecord = () => typeof MediaRecorder !== "undefined" && "mediaDevices" in navigator;

async function add(asking: Asking, blob: Blob): Promise<void> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const [type = ""] = blob.type.split(";");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const one: Attached = { key: uuid7(), type, bytes: bytes.length, sha256: [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
  // The bytes first: a draft never speaks of what is not there.
  await keepMedia(one.key, bytes);
  if (await asking.keep({ attached: [...asking.draft.attached ?? [], one] })) asking.again();
}

async function smaller(photo: Blob): Promise<Blob> {
  const picture = await createImageBitmap(photo);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = element("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve, reject) => { canvas.toBlob((blob) => { if (blob) resolve(blob); else reject(new Error("not a picture")); }, "image/jpeg", QUALITY); });
}

function shown(asking: Asking, one: Attached): HTMLElement {
  const holder = element("div", { class: "preview" });
  void mediaOf(one.key).then((bytes) => {
    if (!bytes) return;
    const address = URL.createObjectURL(new Blob([bytes], { type: one.type }));
    onLeave(() => { URL.revokeObjectURL(address); });
    holder.replaceChildren(one.type.startsWith("image/") ? element("img", { src: address, alt: word("attach.a-photo") }) : element("audio", { src: address, controls: true }));
  });
  const remove = () => { void asking.keep({ attached: asking.draft.attached!.filter(({ key }) => key !== one.key) }).then(() => { asking.again(); }); };
  return element("li", {}, holder, element("small", {}, word("attach.weight", { kb: numberInWords(Math.ceil(one.bytes / 1_000)), seconds: numberInWords(Math.ceil(one.bytes / BYTES_PER_SECOND)) })), button({ icon: "trash", words: word("remove"), class: "plain", onclick: remove }));
}

function recorder(asking: Asking, tell: (key: "attach.no-microphone" | "store.why") => void): Child {
  let running: MediaRecorder | undefined;
  const stop = () => { if (running?.state === "recording") running.stop(); };
  const start = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const pieces: Blob[] = [];
    const recording = running = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND });
    recording.ondataavailable = ({ data }) => { pieces.push(data); };
    const timer = setTimeout(stop, LONGEST_SECONDS * 1_000);
    recording.onstop = () => {
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
      add(asking, new Blob(pieces, { type: recording.mimeType })).catch(() => { tell("store.why"); });
    };
    recording.start();
    onLeave(stop);
    record.classList.add("recording");
    record.querySelector("span")!.textContent = word("attach.stop", { seconds: LONGEST_SECONDS });
  };
  const record = button({ icon: "microphone", words: word("attach.record"), onclick: () => { if (running) stop(); else start().catch(() => { tell("attach.no-microphone"); }); } });
  return record;
}
