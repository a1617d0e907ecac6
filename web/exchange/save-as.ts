/** Gives the reader a file of what the page holds. */
export function saveAs(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => { URL.revokeObjectURL(address); }, 10_000);
}
