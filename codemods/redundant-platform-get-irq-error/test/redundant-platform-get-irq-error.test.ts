import { testCodemod } from "@kindred/codemod/testing";

testCodemod(import.meta.url);
