/** Paper as the reply to a question: PDF, or its pages as one picture. */
import { Bytes } from "../platform/http.ts";
import { print, type Sheet } from "./press.ts";

/** @param name of the file, without its ending; it goes where the paper goes, so that no number of ours is in it */
export async function paper(sheet: Sheet, name: string): Promise<Bytes> {
  const { bytes, pages } = await print(sheet);
  const type = sheet.format === "pdf" ? "application/pdf" : "image/svg+xml; charset=utf-8";
  return new Bytes(type, bytes, { "content-disposition": `inline; filename="${name}.${sheet.format}"`, "x-pages": String(pages), "cache-control": "no-store" });
}
