export * from "./families.ts";
export * from "./find-request.ts";
