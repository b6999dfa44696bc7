export * from "./families.ts";
export * from "./find-families.ts";
export * from "./find-request.ts";
