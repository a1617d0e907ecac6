import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "./multipart.ts";

/** As the platform's own client writes a form. */
async function written(fill: (form: FormData) => void): Promise<[Buffer, string]> {
  const form = new FormData();
  fill(form);
  const request = new Request("http://x/", { method: "POST", body: form });
  return [Buffer.from(await request.arrayBuffer()), request.headers.get("content-type")!];
}

test("parts come back byte for byte, also where they hold line ends and pieces of delimiters", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ name: fc.stringMatching(/^[\w*. -]{1,20}$/), bytes: fc.uint8Array({ maxLength: 200 }) }), { maxLength: 6 }), async (sent) => {
    const [body, type] = await written((form) => { for (const { name, bytes } of sent) form.append(name, new Blob([new Uint8Array(bytes), "\r\n--"]), "file.bin"); });
    expect((partsOf(body, type) ?? []).map(({ name, bytes }) => [name, bytes.toString("hex")])).toEqual(sent.map(({ name, bytes }) => [name, Buffer.concat([bytes, Buffer.from("\r\n--")]).toString("hex")]));
  }), { numRuns: 60 });
});

test("a body that is cut off, or none, is nothing", async () => {
  const [body, type] = await written((form) => { form.append("xml_submission_file", new Blob(["<a/>"]), "a.xml"); });
  expect(partsOf(body, type)).toHaveLength(1);
  fc.assert(fc.property(fc.nat(body.length - 5), (length) => partsOf(body.subarray(0, length), type) === undefined));
  for (const wrong of ["", "text/xml", "multipart/form-data", "multipart/form-data; boundary=", `multipart/form-data; boundary=${"x".repeat(300)}`]) expect(partsOf(body, wrong)).toBeUndefined();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => { partsOf(Buffer.concat([Buffer.from("--b\r\n"), bytes]), "multipart/form-data; boundary=b"); }));
});
