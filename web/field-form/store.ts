/** The browser's own database. A write is told as done only when it is on the disk, so that a phone that dies a moment later keeps it. */
const STORES = ["items", "media", "settings"] as const;
type StoreName = (typeof STORES)[number];

let opened: Promise<IDBDatabase> | undefined;

const database = (): Promise<IDBDatabase> => (opened ??= new Promise((resolve, reject) => {
  const request = indexedDB.open("notebook", 1);
  request.onupgradeneeded = () => { for (const name of STORES) request.result.createObjectStore(name); };
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { opened = undefined; reject(request.error ?? new Error("no store")); };
}));

const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(request.error ?? new Error("the store refused")); };
});

export async function read<T>(store: StoreName, key: string): Promise<T | undefined> {
  return answer((await database()).transaction(store).objectStore(store).get(key)) as Promise<T | undefined>;
}

export async function readAll<T>(store: StoreName): Promise<[key: string, value: T][]> {
  const objects = (await database()).transaction(store).objectStore(store);
  const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll())]);
  return keys.map((key, at) => [String(key), values[at] as T]);
}

export interface Change { store: StoreName; key: string; /** None: it is taken away. */ value?: unknown }

/** All of them or none. */
export async function write(...changes: Change[]): Promise<void> {
  const transaction = (await database()).transaction(STORES, "readwrite", { durability: "strict" });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => { resolve(); };
    transaction.onabort = transaction.onerror = () => { reject(transaction.error ?? new Error("the store refused")); };
  });
  for (const { store, key, value } of changes) {
    if (value === undefined) transaction.objectStore(store).delete(key);
    else transaction.objectStore(store).put(value, key);
  }
  return done;
}

export interface Settings { language: string; places: string[]; pin: Pin; isTold: boolean; hadReceipt: boolean }
/** What a PIN needs to be tried; the key itself is not kept. */
export interface Pin { salt: Uint8Array<ArrayBuffer>; rounds: number; iv: Uint8Array<ArrayBuffer>; wrapped: ArrayBuffer }

export const setting = <K extends keyof Settings>(name: K) => read<Settings[K]>("settings", name);
export const keepSetting = <K extends keyof Settings>(name: K, value: Settings[K] | undefined) => write({ store: "settings", key: name, value });

/** Everything of this form that this browser holds. */
export async function eraseAll(): Promise<void> {
  const all = await Promise.all(STORES.map(async (store) => (await readAll(store)).map(([key]): Change => ({ store, key }))));
  await write(...all.flat());
}
