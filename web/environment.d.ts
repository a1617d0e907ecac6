/// <reference types="vite/client" />
declare module "virtual:far-land" {
  const address: string;
  export default address;
}
declare module "virtual:map-worker" {
  const address: string;
  export default address;
}
