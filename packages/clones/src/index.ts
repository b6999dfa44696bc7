export { classOfFile } from "./document/place.ts";
export * from "./families.ts";
export * from "./find-families.ts";
export * from "./find-request.ts";
export { askWorker, shareOut } from "./workers/share-out.ts";
